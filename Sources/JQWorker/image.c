/* A memory image of compiled programs.
 *
 * libjq 1.6 needs seconds to compile the checks, and the result is the same each time. While an image is
 * recorded, libjq's allocator serves it from an arena at a fixed address. The image is a copy of the arena,
 * with a list of the words in it that point into a library. A later process maps the copy at the same address,
 * adds the new addresses of the libraries to these words, and has the compiled programs.
 *
 * Nothing here depends on the structures of libjq. What could go wrong is excluded as follows:
 * - A pointer to other memory: the recording process finds it and writes no image. The harness records twice,
 *   in processes with different addresses, and both files must be equal byte for byte.
 * - Another version of a library: the name of the file contains the build ids of all libraries.
 * - Another seed of the hash tables, whose hashes the image contains: the image has the seed, and a probe
 *   object must have its key after the restoration.
 * - A damaged file: the checksum of its contents differs.
 * - A file or folder that another user can write: it is refused, because it contains addresses of functions.
 * - The address is in use: there are no restored programs, and they are compiled. */

#define _GNU_SOURCE
#include "image.h"
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* Far from where the system places programs, libraries and stacks, also with 39-bit addresses. */
static unsigned char *const arena = (unsigned char *)0x2000000000;
static const size_t arena_size = 64 << 20;
/* The position of the arena in the file: a multiple of every page size. */
static const size_t arena_offset = 1 << 16;

static const char magic[8] = "jqimage";

/* The allocator of the arena. Each chunk has blocks of one size, so that the memory that libjq needs only to
 * compile does not lie between that which remains. Nothing is allocated after the recording. */

static bool is_recording;

enum { chunk_size = 1 << 16, chunk_limit = 1024, small_classes = 64, class_count = 64 + 6 + 10 };

static unsigned char classes[chunk_limit];
static size_t chunk_count;

struct free_block {
  struct free_block *next;
};

static struct free_block *free_blocks[class_count];

static bool in_arena(const void *address) {
  return (uintptr_t)address - (uintptr_t)arena < arena_size;
}

/* The sizes are the multiples of 16 up to 1024, then the powers of two. */
static size_t class_size(unsigned class) {
  return class < small_classes ? (class + 1) * 16u : (size_t)2048 << (class - small_classes);
}

static unsigned class_of(size_t size) {
  if (size <= 1024) return size == 0 ? 0 : (unsigned)((size - 1) / 16);
  unsigned class = small_classes;
  while (class_size(class) < size) class++;
  return class;
}

static size_t block_size(const void *memory) {
  return class_size(classes[((uintptr_t)memory - (uintptr_t)arena) / chunk_size]);
}

/* Divides new chunks into blocks; false if the arena is full. */
static bool add_blocks(unsigned class) {
  size_t size = class_size(class);
  size_t count = size < chunk_size ? 1 : size / chunk_size;
  if (count > chunk_limit - chunk_count) return false;
  unsigned char *start = arena + chunk_count * chunk_size;
  memset(classes + chunk_count, (int)class, count);
  chunk_count += count;
  /* From the end, so that the blocks are used in the order of their addresses. */
  for (size_t i = count * chunk_size / size; i-- > 0;) {
    struct free_block *block = (struct free_block *)(start + i * size);
    block->next = free_blocks[class];
    free_blocks[class] = block;
  }
  return true;
}

/* Returns memory that is zero, because earlier contents may be addresses. */
static void *arena_alloc(size_t size) {
  if (size > arena_size / 2) return NULL;
  unsigned class = class_of(size);
  if (free_blocks[class] == NULL && !add_blocks(class)) return NULL;
  struct free_block *block = free_blocks[class];
  free_blocks[class] = block->next;
  return memset(block, 0, class_size(class));
}

static void arena_free(void *memory) {
  unsigned class = class_of(block_size(memory));
  struct free_block *block = memory;
  block->next = free_blocks[class];
  free_blocks[class] = block;
}

/* Clears the free blocks, and ends the recording. */
static void end_recording(void) {
  is_recording = false;
  for (unsigned class = 0; class < class_count; class++) {
    for (struct free_block *block = free_blocks[class], *next; block != NULL; block = next) {
      next = block->next;
      memset(block, 0, class_size(class));
    }
  }
}

/* The beginning of the file. Positions are offsets in the arena. */
struct header {
  char magic[8];
  uint32_t seed, module_count;
  uint64_t size, relocation_count;
  uint64_t programs, program_count, probe;
  /* Of everything else in the file. */
  uint64_t checksum;
  unsigned char classes[chunk_limit];
};

/* A word of the arena that points into a library. */
struct relocation {
  uint32_t module, word;
};

/* Changes with each changed word. Four sums, because a multiplication has to wait for the one before. */
static uint64_t sum(uint64_t start, const void *bytes, size_t length) {
  enum { lanes = 4 };
  static const uint64_t factor = 0x9E3779B97F4A7C15;
  uint64_t sums[lanes] = {start, start + 1, start + 2, start + 3}, words[lanes];
  const char *from = bytes;
  for (; length >= sizeof words; from += sizeof words, length -= sizeof words) {
    memcpy(words, from, sizeof words);
    for (int i = 0; i < lanes; i++) {
      sums[i] = (sums[i] ^ words[i]) * factor;
      sums[i] ^= sums[i] >> 32;
    }
  }
  memset(words, 0, sizeof words);
  memcpy(words, from, length);
  for (int i = 0; i < lanes; i++) start = ((start ^ sums[i] ^ words[i]) * factor) ^ (start >> 29);
  return start;
}

static uint64_t checksum_of(struct header header, const void *words,
                            const struct relocation *relocations) {
  header.checksum = 0;
  uint64_t start = sum(header.size, &header, sizeof header);
  start = sum(start, words, header.size);
  return sum(start, relocations, header.relocation_count * sizeof *relocations);
}

/* The allocator of libjq. These functions replace those of the library, which calls them through the dynamic
 * linker. Memory of the arena is neither recycled nor changed in size after the recording. */

static void *checked(void *memory) {
  if (memory == NULL) abort();
  return memory;
}

void *jv_mem_alloc_unguarded(size_t size) {
  return is_recording ? arena_alloc(size) : malloc(size);
}

void *jv_mem_alloc(size_t size) { return checked(jv_mem_alloc_unguarded(size)); }

void *jv_mem_calloc_unguarded(size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return NULL;
  return is_recording ? arena_alloc(total) : calloc(count, size);
}

void *jv_mem_calloc(size_t count, size_t size) {
  return checked(jv_mem_calloc_unguarded(count, size));
}

/* libjq also frees some of this memory with the function of the C library, so that one is replaced, too. */
void __libc_free(void *memory);

void free(void *memory) {
  if (!in_arena(memory)) __libc_free(memory);
  else if (is_recording) arena_free(memory);
}

void jv_mem_free(void *memory) { free(memory); }

void *jv_mem_realloc(void *memory, size_t size) {
  if (!in_arena(memory) && !(is_recording && memory == NULL)) return checked(realloc(memory, size));
  void *grown = jv_mem_alloc(size);
  if (memory == NULL) return grown;
  size_t before = block_size(memory);
  memcpy(grown, memory, before < size ? before : size);
  jv_mem_free(memory);
  return grown;
}

char *jv_mem_strdup_unguarded(const char *text) {
  size_t length = strlen(text) + 1;
  char *copy = jv_mem_alloc_unguarded(length);
  return copy == NULL ? NULL : memcpy(copy, text, length);
}

char *jv_mem_strdup(const char *text) { return checked(jv_mem_strdup_unguarded(text)); }

void *image_alloc(size_t size) { return jv_mem_alloc(size); }

/* Debian's libjq seeds its hash tables with this function. */

static bool has_seed;
static uint32_t seed;

uint32_t arc4random(void) {
  if (has_seed) return seed;
  uint32_t random = 0;
  if (getrandom(&random, sizeof random, 0) != sizeof random) abort();
  return random;
}

/* The loaded libraries, and this program. */

struct module {
  uintptr_t base, start, end;
  unsigned char id[32];
  size_t id_length;
};

static struct module modules[64];
static size_t module_count;
static bool modules_are_known;

static int add_module(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  /* The kernel's own library has no influence on programs. */
  uintptr_t kernels = getauxval(AT_SYSINFO_EHDR);
  struct module module = {.base = info->dlpi_addr, .start = UINTPTR_MAX};
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    uintptr_t start = info->dlpi_addr + part->p_vaddr;
    if (part->p_type == PT_LOAD) {
      if (start < module.start) module.start = start;
      if (start + part->p_memsz > module.end) module.end = start + part->p_memsz;
    }
    if (part->p_type != PT_NOTE) continue;
    for (const char *at = (const char *)start, *end = at + part->p_memsz;
         at + sizeof(ElfW(Nhdr)) <= end;) {
      const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
      const char *name = at + sizeof *note;
      const char *content = name + ((note->n_namesz + 3) & ~3u);
      if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0 &&
          note->n_descsz <= sizeof module.id) {
        memcpy(module.id, content, note->n_descsz);
        module.id_length = note->n_descsz;
      }
      at = content + ((note->n_descsz + 3) & ~3u);
    }
  }
  if (kernels != 0 && module.start <= kernels && kernels < module.end) return 0;
  if (module.id_length == 0 || module_count == sizeof modules / sizeof *modules) return 1;
  modules[module_count++] = module;
  return 0;
}

/* Finds the modules; false if one has no build id, so that its version is unknown. */
static bool find_modules(void) {
  if (module_count == 0) modules_are_known = dl_iterate_phdr(add_module, NULL) == 0;
  return modules_are_known;
}

static const char *module_digest(void) {
  static char text[17];
  uint64_t sum = 0xCBF29CE484222325;
  for (size_t i = 0; i < module_count; i++) {
    for (size_t k = 0; k < sizeof modules[i].id; k++)
      sum = (sum ^ modules[i].id[k]) * 0x100000001B3;
  }
  snprintf(text, sizeof text, "%016llx", (unsigned long long)sum);
  return text;
}

const char *image_addresses(void) {
  static char text[64 * 20 + 32];
  int length = snprintf(text, sizeof text, "%s", module_digest());
  for (size_t i = 0; i < module_count; i++)
    length += snprintf(text + length, sizeof text - (size_t)length, " %zx", modules[i].base);
  return text;
}

/* Recording. */

void image_record(uint32_t new_seed) {
  void *place = mmap(arena, arena_size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (place != arena) return;
  seed = new_seed;
  has_seed = is_recording = true;
}

/* Whether an address belongs to memory of the process that no module and not the arena contains. */
static bool is_elsewhere(uintptr_t address, const uintptr_t (*ranges)[2], size_t count) {
  for (size_t i = 0; i < count; i++)
    if (ranges[i][0] <= address && address < ranges[i][1]) return true;
  return false;
}

static size_t read_ranges(uintptr_t (*ranges)[2], size_t max) {
  FILE *file = fopen("/proc/self/maps", "re");
  if (file == NULL) return 0;
  size_t count = 0;
  char line[512];
  while (count < max && fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "%zx-%zx", &ranges[count][0], &ranges[count][1]) == 2) count++;
  }
  fclose(file);
  return count;
}

/* Writes the pages that are not zero. */
static bool write_sparse(int file, const uint64_t *words, size_t size) {
  enum { page = 4096 };
  static const char zero[page];
  for (size_t at = 0; at < size; at += page) {
    const char *from = (const char *)words + at;
    if (memcmp(from, zero, page) == 0) continue;
    if (pwrite(file, from, page, (off_t)(arena_offset + at)) != page) return false;
  }
  return true;
}

static const char *write_parts(int file, struct header header) {
  static uintptr_t ranges[256][2];
  size_t range_count = read_ranges(ranges, 256);
  if (range_count == 0 || range_count == 256) return "the memory map cannot be read";
  struct relocation *relocations = malloc(header.size / sizeof(uint64_t) * sizeof *relocations);
  uint64_t *words = malloc(header.size);
  if (relocations == NULL || words == NULL) return "out of memory";
  memcpy(words, arena, header.size);
  for (size_t i = 0; i < header.size / sizeof *words; i++) {
    if (words[i] == 0 || in_arena((void *)words[i])) continue;
    uint32_t module = 0;
    while (module < module_count &&
           !(modules[module].start <= words[i] && words[i] < modules[module].end))
      module++;
    if (module < module_count) {
      words[i] -= modules[module].base;
      relocations[header.relocation_count++] = (struct relocation){module, (uint32_t)i};
    } else if (is_elsewhere(words[i], ranges, range_count)) {
      return "a compiled program points to memory outside of the image";
    }
  }
  header.module_count = (uint32_t)module_count;
  header.checksum = checksum_of(header, words, relocations);
  size_t length = header.relocation_count * sizeof *relocations;
  bool is_written =
      pwrite(file, &header, sizeof header, 0) == sizeof header &&
      write_sparse(file, words, header.size) &&
      pwrite(file, relocations, length, (off_t)(arena_offset + header.size)) == (ssize_t)length &&
      fsync(file) == 0;
  free(words);
  free(relocations);
  return is_written ? NULL : strerror(errno);
}

const char *image_write(const char *path, const struct program *programs, size_t count) {
  if (!is_recording) return "the address of the image is in use";
  if (!find_modules()) return "a library has no build id";
  struct program *copies = jv_mem_calloc(count + 1, sizeof *copies);
  memcpy(copies, programs, count * sizeof *copies);
  jv *probe = jv_mem_calloc(1, sizeof *probe);
  *probe = jv_object_set(jv_object(), jv_string("probe"), jv_true());
  end_recording();

  struct header header = {
      .seed = seed,
      .size = chunk_count * chunk_size,
      .programs = (uint64_t)((unsigned char *)copies - arena),
      .program_count = count,
      .probe = (uint64_t)((unsigned char *)probe - arena),
  };
  memcpy(header.magic, magic, sizeof magic);
  memcpy(header.classes, classes, sizeof classes);
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (file < 0) return strerror(errno);
  const char *problem = write_parts(file, header);
  close(file);
  if (problem != NULL) unlink(path);
  return problem;
}

/* Restoring. */

/* Whether only we, or the administrator, could have written the file or folder. */
static bool is_trusted(int file, mode_t type) {
  struct stat status;
  return fstat(file, &status) == 0 && (status.st_mode & S_IFMT) == type &&
         (status.st_uid == geteuid() || status.st_uid == 0) &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Opens a file in a folder; both must be trusted. Returns -1 if they are not. */
static int open_trusted(char *path) {
  char *name = strrchr(path, '/');
  if (name == NULL) return -1;
  *name++ = 0;
  int folder = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY);
  if (folder < 0) return -1;
  int file = is_trusted(folder, S_IFDIR)
                 ? openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
                 : -1;
  close(folder);
  if (file < 0 || is_trusted(file, S_IFREG)) return file;
  close(file);
  return -1;
}

/* Whether the file has its checksum. The pages that are read for this do not stay in our memory. */
static bool is_undamaged(int file, const struct header *header, const struct relocation *relocations) {
  void *words = mmap(NULL, header->size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, (off_t)arena_offset);
  if (words == MAP_FAILED) return false;
  bool is_same = checksum_of(*header, words, relocations) == header->checksum;
  munmap(words, header->size);
  return is_same;
}

/* Maps the arena and relocates it. */
static bool map_arena(int file, const struct header *header) {
  struct stat status;
  size_t length = header->relocation_count * sizeof(struct relocation);
  if (memcmp(header->magic, magic, sizeof magic) != 0 || header->module_count != module_count ||
      header->size == 0 || header->size > arena_size ||
      header->relocation_count > header->size / sizeof(uint64_t) || fstat(file, &status) != 0 ||
      (uint64_t)status.st_size != arena_offset + header->size + length)
    return false;
  struct relocation *relocations = malloc(length + 1);
  if (relocations == NULL) return false;
  bool is_read = pread(file, relocations, length, (off_t)(arena_offset + header->size)) ==
                     (ssize_t)length &&
                 is_undamaged(file, header, relocations);
  void *place = MAP_FAILED;
  if (is_read)
    place = mmap(arena, header->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED_NOREPLACE,
                 file, (off_t)arena_offset);
  if (place != arena) {
    free(relocations);
    return false;
  }
  for (size_t i = 0; i < header->relocation_count; i++) {
    struct relocation relocation = relocations[i];
    if (relocation.module < module_count && relocation.word < header->size / sizeof(uint64_t))
      ((uint64_t *)arena)[relocation.word] += modules[relocation.module].base;
  }
  free(relocations);
  return true;
}

size_t image_restore(const char *prefix, const struct program **programs) {
  char path[4096];
  if (!find_modules() ||
      snprintf(path, sizeof path, "%s%s", prefix, module_digest()) >= (int)sizeof path)
    return 0;
  int file = open_trusted(path);
  if (file < 0) return 0;
  struct header header;
  bool is_mapped = pread(file, &header, sizeof header, 0) == sizeof header &&
                   map_arena(file, &header);
  close(file);
  if (!is_mapped) return 0;
  memcpy(classes, header.classes, sizeof classes);
  seed = header.seed;
  has_seed = true;
  jv probe = *(jv *)(arena + header.probe);
  jv value = jv_object_get(jv_copy(probe), jv_string("probe"));
  bool is_valid = jv_get_kind(value) == JV_KIND_TRUE;
  jv_free(value);
  if (!is_valid) return 0;
  *programs = (const struct program *)(arena + header.programs);
  return header.program_count;
}
