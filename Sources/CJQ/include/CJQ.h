#pragma once
#include <jq.h>
#include <jv.h>
#include <spawn.h>

/* Macros of libjq and extensions of glibc that Swift does not import. */

static inline int cjq_valid(jv value) { return jv_is_valid(jv_copy(value)); }

static inline int cjq_is_string(jv value) { return jv_get_kind(value) == JV_KIND_STRING; }

int cjq_pipe(int ends[2]);

int cjq_close_from(posix_spawn_file_actions_t *actions, int first);
