/* Equal values in the same memory.
 *
 * The table contains distinct values. The parts of a container are shared before the container itself, so two
 * containers are equal if their parts are identical, and no comparison is deep. A search ends after a few
 * places, so that no choice of values makes it slow; a value that is not found then is not shared. */

#include "sharing.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  /* 0 if the place is free. */
  uint64_t hash;
  jv value;
};

static struct entry *table;
static size_t capacity, used;

/* The number of places that a search reads. At most half of the table is in use, so that most searches end
 * after two. */
enum { max_probes = 16, min_capacity = 256, max_first_capacity = 1 << 17 };

static uint64_t mixed(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15;
  return hash ^ hash >> 29;
}

static uint64_t hash_of_bytes(const char *bytes, size_t length) {
  uint64_t hash = mixed(JV_KIND_STRING, length), word = 0;
  for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
    memcpy(&word, bytes, sizeof word);
    hash = mixed(hash, word);
  }
  word = 0;
  memcpy(&word, bytes, length);
  return mixed(hash, word) | 1;
}

static uint64_t hash_of_parts(uint64_t kind, const jv *parts, size_t count) {
  uint64_t hash = mixed(kind, count);
  for (size_t i = 0; i < count; i++) {
    uint64_t word;
    memcpy(&word, &parts[i].u, sizeof word);
    hash = mixed(hash, word ^ parts[i].kind_flags);
  }
  return hash | 1;
}

/* Whether two values are the same number, constant or place in memory. */
static bool is_same(jv a, jv b) {
  return a.kind_flags == b.kind_flags && a.offset == b.offset && a.size == b.size &&
         memcmp(&a.u, &b.u, sizeof a.u) == 0;
}

static void create_table(size_t size) {
  capacity = size;
  used = 0;
  table = calloc(capacity, sizeof *table);
  if (table == NULL) abort();
}

static struct entry *place(uint64_t hash, size_t probe) {
  return &table[((hash >> 1) + probe) & (capacity - 1)];
}

static bool is_free(const struct entry *entry) { return entry->hash == 0; }

/* The next entry with a hash, in the places from `probe` on; NULL if there are no more. */
static struct entry *candidate(uint64_t hash, size_t *probe) {
  while (*probe < max_probes) {
    struct entry *entry = place(hash, (*probe)++);
    if (is_free(entry)) return NULL;
    if (entry->hash == hash) return entry;
  }
  return NULL;
}

/* Adds a value, unless there is no free place for it. */
static void add(uint64_t hash, jv value) {
  for (size_t i = 0; i < max_probes; i++) {
    struct entry *entry = place(hash, i);
    if (!is_free(entry)) continue;
    *entry = (struct entry){hash, value};
    used++;
    return;
  }
  jv_free(value);
}

static jv added(uint64_t hash, jv value) {
  if (used >= capacity / 2) {
    struct entry *old = table;
    size_t old_capacity = capacity;
    create_table(capacity * 2);
    for (size_t i = 0; i < old_capacity; i++)
      if (!is_free(&old[i])) add(old[i].hash, old[i].value);
    free(old);
  }
  add(hash, jv_copy(value));
  return value;
}

static void free_all(const jv *parts, size_t count) {
  for (size_t i = 0; i < count; i++) jv_free(parts[i]);
}

void sharing_begin(size_t length) {
  size_t size = min_capacity;
  while (size < length / 32 && size < max_first_capacity) size *= 2;
  create_table(size);
}

jv sharing_string(const char *bytes, size_t length) {
  uint64_t hash = hash_of_bytes(bytes, length);
  size_t probe = 0;
  for (struct entry *entry; (entry = candidate(hash, &probe)) != NULL;) {
    if (jv_get_kind(entry->value) != JV_KIND_STRING) continue;
    if ((size_t)jv_string_length_bytes(jv_copy(entry->value)) == length &&
        memcmp(jv_string_value(entry->value), bytes, length) == 0)
      return jv_copy(entry->value);
  }
  return added(hash, jv_string_sized(bytes, (int)length));
}

jv sharing_number(jv number) {
  if (number.kind_flags == JV_KIND_NUMBER) return number;
  jv text = jv_dump_string(jv_copy(number), 0);
  uint64_t hash = hash_of_bytes(jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
  size_t probe = 0;
  for (struct entry *entry; (entry = candidate(hash, &probe)) != NULL;) {
    if (jv_get_kind(entry->value) != JV_KIND_NUMBER) continue;
    if (jv_equal(jv_dump_string(jv_copy(entry->value), 0), jv_copy(text))) {
      jv_free(text);
      jv_free(number);
      return jv_copy(entry->value);
    }
  }
  jv_free(text);
  return added(hash, number);
}

static bool has_elements(jv array, const jv *elements, size_t count) {
  if (jv_get_kind(array) != JV_KIND_ARRAY) return false;
  if ((size_t)jv_array_length(jv_copy(array)) != count) return false;
  for (size_t i = 0; i < count; i++) {
    jv element = jv_array_get(jv_copy(array), (int)i);
    bool same = is_same(element, elements[i]);
    jv_free(element);
    if (!same) return false;
  }
  return true;
}

jv sharing_array(const jv *elements, size_t count) {
  uint64_t hash = hash_of_parts(JV_KIND_ARRAY, elements, count);
  size_t probe = 0;
  for (struct entry *entry; (entry = candidate(hash, &probe)) != NULL;) {
    if (!has_elements(entry->value, elements, count)) continue;
    free_all(elements, count);
    return jv_copy(entry->value);
  }
  jv array = jv_array_sized((int)count);
  for (size_t i = 0; i < count; i++) array = jv_array_append(array, elements[i]);
  return added(hash, array);
}

/* The order of the keys must be the same, because `keys_unsorted` shows it. An object with a repeated key is
 * not found, because it has fewer members. */
static bool has_members(jv object, const jv *members, size_t count) {
  if (jv_get_kind(object) != JV_KIND_OBJECT) return false;
  if ((size_t)jv_object_length(jv_copy(object)) * 2 != count) return false;
  size_t i = 0;
  jv_object_foreach(object, key, value) {
    bool same = i < count && is_same(key, members[i]) && is_same(value, members[i + 1]);
    jv_free(key);
    jv_free(value);
    if (!same) return false;
    i += 2;
  }
  return true;
}

jv sharing_object(const jv *members, size_t count) {
  uint64_t hash = hash_of_parts(JV_KIND_OBJECT, members, count);
  size_t probe = 0;
  for (struct entry *entry; (entry = candidate(hash, &probe)) != NULL;) {
    if (!has_members(entry->value, members, count)) continue;
    free_all(members, count);
    return jv_copy(entry->value);
  }
  jv object = jv_object();
  for (size_t i = 0; i < count; i += 2) object = jv_object_set(object, members[i], members[i + 1]);
  return added(hash, object);
}

void sharing_end(void) {
  for (size_t i = 0; i < capacity; i++)
    if (!is_free(&table[i])) jv_free(table[i].value);
  free(table);
  table = NULL;
  capacity = used = 0;
}
