#ifndef CALLOCATOR_H
#define CALLOCATOR_H

#include <malloc.h>

/* Makes the process return memory to the system. Otherwise, glibc keeps freed blocks of up to 32 MB, in eight heaps for
 * each processor. */
static inline void allocator_return_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 256 << 10);
  mallopt(M_ARENA_MAX, 2);
}

/* Returns the memory of all freed blocks. This takes a few milliseconds. */
static inline void allocator_trim(void) { malloc_trim(0); }

#endif
