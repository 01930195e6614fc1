/* A process that compiles and runs jq programs for the harness.
 *
 * libjq cannot be interrupted and may end its process, so it runs in a process of its own. The process reads
 * frames from standard input and writes frames to standard output, until standard input ends. A frame is a
 * kind (1 byte), a length (4 bytes, little-endian) and a payload. */

#pragma once
#include <jq.h>
#include <jv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frame_kind {
  /* A time limit in milliseconds (4 bytes) and a program. The reply is DONE, with the payload "restored" if
   * the program was in the image; or ERROR, with the messages separated by U+001E. */
  COMPILE = 1,
  /* A time limit for each program, the number of programs, the number of each program (4 bytes each), and
   * the input of all of them. */
  RUN = 2,
  /* One output of a program. */
  OUTPUT = 3,
  /* A program was compiled, or all of its outputs were sent. */
  DONE = 4,
  /* A program raised an error; the programs after it do not run. */
  ERROR = 5,
  /* A program called `halt`; the programs after it do not run. */
  HALTED = 6,
  /* A path for an image of all programs so far. The reply is DONE, with the addresses of the process in text
   * form; or ERROR. */
  WRITE_IMAGE = 7,
};

/* The exit codes that the harness tells apart. */
enum exit_code { INVALID_FRAME = 1, DEADLINE = 3, CRASH = 4 };

/* A compiled program. */
struct program {
  char *text;
  size_t length;
  jq_state *state;
};
