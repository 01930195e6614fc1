/* A memory image of compiled programs. See image.c. */

#pragma once
#include "worker.h"

/* Records all memory that libjq allocates from now on, with this seed of its hash tables. */
void image_record(uint32_t seed);

/* Writes the recorded memory with the programs in it to a new file, and ends the recording. Returns NULL, or
 * the reason why there is no image. */
const char *image_write(const char *path, const struct program *programs, size_t count);

/* Restores the programs of an image. Returns their number; 0 if the file is not valid for this process. */
size_t image_restore(const char *path, const struct program **programs);

/* The addresses at which this process was loaded, as text. They differ between two processes if the system
 * randomizes addresses. */
const char *image_addresses(void);

/* Allocates memory that an image contains. */
void *image_alloc(size_t size);
