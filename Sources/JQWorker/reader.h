/* Reads JSON. See reader.c. */

#pragma once
#include <jv.h>
#include <stddef.h>

/* Reads a JSON text; equal parts of the value are in memory only once. If the text is not JSON, the value is
 * invalid, with the message of libjq. */
jv read_json(const char *text, size_t length);
