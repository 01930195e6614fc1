/* Equal values in the same memory.
 *
 * The table contains distinct values. The parts of a container are in the table before the container itself,
 * so two containers are equal if their parts are identical, and no comparison is deep. A search ends after a
 * few places, so that no choice of values makes it slow; a value that is not found then is not shared. */

#include "sharing.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static jv *table;
static size_t capacity, count;

/* The number of places that a search reads. At most half of the table is in use, so that most searches end
 * after two. */
enum { max_probes = 16 };

static uint64_t mixed(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15;
  return hash ^ hash >> 29;
}

/* A number without further memory, which has nothing to share. libjq 1.7 keeps the text of some numbers. */
static bool is_plain(jv value) {
  switch (jv_get_kind(value)) {
    case JV_KIND_STRING:
    case JV_KIND_ARRAY:
    case JV_KIND_OBJECT: return false;
    case JV_KIND_NUMBER: return value.kind_flags == JV_KIND_NUMBER;
    default: return true;
  }
}

static uint64_t number_bits(jv value) {
  double number = jv_number_value(value);
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

/* The hash of a shared part: of its address, if it has one. */
static uint64_t part_hash(jv part) {
  uint64_t kind = (uint64_t)jv_get_kind(part);
  if (!is_plain(part)) return mixed(kind, (uintptr_t)part.u.ptr);
  return jv_get_kind(part) == JV_KIND_NUMBER ? mixed(kind, number_bits(part)) : mixed(kind, 0);
}

static uint64_t text_hash(jv text) {
  const char *bytes = jv_string_value(text);
  size_t length = (size_t)jv_string_length_bytes(jv_copy(text));
  uint64_t hash = length;
  for (; length >= 8; bytes += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    hash = mixed(hash, word);
  }
  uint64_t rest = 0;
  memcpy(&rest, bytes, length);
  return mixed(hash, rest);
}

/* The hash of a value whose parts are shared. */
static uint64_t hash_of(jv value) {
  uint64_t hash = (uint64_t)jv_get_kind(value);
  switch (jv_get_kind(value)) {
    case JV_KIND_STRING: return mixed(hash, text_hash(value));
    case JV_KIND_NUMBER: return mixed(hash, number_bits(value));
    case JV_KIND_ARRAY:
      jv_array_foreach(value, index, element) {
        hash = mixed(hash, part_hash(element));
        jv_free(element);
      }
      return hash;
    default:
      jv_object_foreach(value, key, member) {
        hash = mixed(mixed(hash, part_hash(key)), part_hash(member));
        jv_free(key);
        jv_free(member);
      }
      return hash;
  }
}

static bool is_same_number(jv a, jv b) {
  if (number_bits(a) != number_bits(b)) return false;
  jv first = jv_dump_string(jv_copy(a), 0), second = jv_dump_string(jv_copy(b), 0);
  return jv_equal(first, second);
}

/* Whether two values have identical parts in the same order. Equal objects with another order of their keys
 * are not shared, because `keys_unsorted` would show it. */
static bool is_same(jv a, jv b) {
  if (jv_get_kind(a) != jv_get_kind(b)) return false;
  switch (jv_get_kind(a)) {
    case JV_KIND_STRING: return jv_equal(jv_copy(a), jv_copy(b));
    case JV_KIND_NUMBER: return is_same_number(a, b);
    case JV_KIND_ARRAY: {
      int length = jv_array_length(jv_copy(a));
      bool same = length == jv_array_length(jv_copy(b));
      for (int i = 0; same && i < length; i++) {
        jv first = jv_array_get(jv_copy(a), i), second = jv_array_get(jv_copy(b), i);
        same = jv_identical(first, second);
      }
      return same;
    }
    default: {
      if (jv_object_length(jv_copy(a)) != jv_object_length(jv_copy(b))) return false;
      int i = jv_object_iter(a), j = jv_object_iter(b);
      while (jv_object_iter_valid(a, i) && jv_object_iter_valid(b, j)) {
        bool same = jv_identical(jv_object_iter_key(a, i), jv_object_iter_key(b, j)) &&
                    jv_identical(jv_object_iter_value(a, i), jv_object_iter_value(b, j));
        if (!same) return false;
        i = jv_object_iter_next(a, i);
        j = jv_object_iter_next(b, j);
      }
      return true;
    }
  }
}

/* The place of a value, or a free place for it; NULL if neither is near. */
static jv *find(jv value) {
  uint64_t hash = hash_of(value);
  for (size_t i = 0; i < max_probes; i++) {
    jv *place = &table[(hash + i) & (capacity - 1)];
    if (jv_get_kind(*place) == JV_KIND_INVALID || is_same(*place, value)) return place;
  }
  return NULL;
}

static void grow(void) {
  jv *old = table;
  size_t old_capacity = capacity;
  capacity = capacity == 0 ? 1 << 10 : capacity * 2;
  table = malloc(capacity * sizeof *table);
  if (table == NULL) abort();
  for (size_t i = 0; i < capacity; i++) table[i] = jv_invalid();
  count = 0;
  for (size_t i = 0; i < old_capacity; i++) {
    if (jv_get_kind(old[i]) == JV_KIND_INVALID) continue;
    jv *place = find(old[i]);
    if (place == NULL) {
      jv_free(old[i]);
    } else {
      *place = old[i];
      count++;
    }
  }
  free(old);
}

jv sharing_take(jv value) {
  if (is_plain(value)) return value;
  if (count >= capacity / 2) grow();
  jv *place = find(value);
  if (place == NULL) return value;
  if (jv_get_kind(*place) == JV_KIND_INVALID) {
    *place = jv_copy(value);
    count++;
    return value;
  }
  jv_free(value);
  return jv_copy(*place);
}

void sharing_end(void) {
  for (size_t i = 0; i < capacity; i++) jv_free(table[i]);
  free(table);
  table = NULL;
  capacity = count = 0;
}
