/* Reads JSON into values whose equal parts share their memory.
 *
 * libjq needs ten times the size of the text for small values. Transcripts repeat most of their parts: all
 * keys, most values of the events of a stream, and often the case, the request and the headers. A hostile
 * answer can repeat empty lists. Values are immutable, so no program can see that parts are shared.
 *
 * What is unusual is left to libjq's own parser: long numbers, and everything that is not JSON. */

#include "reader.h"
#include "sharing.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The limit of libjq 1.6. */
enum { max_depth = 256 };

struct reader {
  const char *at, *end;
  int depth;
};

/* The parts of the containers that are not complete. */
static jv *pending;
static size_t pending_count, pending_capacity;

static void push(jv value) {
  if (pending_count == pending_capacity) {
    pending_capacity = pending_capacity == 0 ? 64 : pending_capacity * 2;
    pending = realloc(pending, pending_capacity * sizeof *pending);
    if (pending == NULL) abort();
  }
  pending[pending_count++] = value;
}

static void skip_space(struct reader *reader) {
  while (reader->at < reader->end &&
         (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' || *reader->at == '\t'))
    reader->at++;
}

/* Whether the next character is this one, which is then read. */
static bool take(struct reader *reader, char character) {
  skip_space(reader);
  if (reader->at == reader->end || *reader->at != character) return false;
  reader->at++;
  return true;
}

static int hex_digit(char character) {
  if ('0' <= character && character <= '9') return character - '0';
  if ('a' <= character && character <= 'f') return character - 'a' + 10;
  if ('A' <= character && character <= 'F') return character - 'A' + 10;
  return -1;
}

/* Four hexadecimal digits; -1 if there are none. */
static int32_t code_unit(const char *at, const char *end) {
  int32_t unit = 0;
  if (end - at < 4) return -1;
  for (int i = 0; i < 4; i++) {
    int digit = hex_digit(at[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

static char *write_utf8(char *to, int32_t point) {
  if (point < 0x80) {
    *to++ = (char)point;
  } else if (point < 0x800) {
    *to++ = (char)(0xC0 | point >> 6);
    *to++ = (char)(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    *to++ = (char)(0xE0 | point >> 12);
    *to++ = (char)(0x80 | (point >> 6 & 0x3F));
    *to++ = (char)(0x80 | (point & 0x3F));
  } else {
    *to++ = (char)(0xF0 | point >> 18);
    *to++ = (char)(0x80 | (point >> 12 & 0x3F));
    *to++ = (char)(0x80 | (point >> 6 & 0x3F));
    *to++ = (char)(0x80 | (point & 0x3F));
  }
  return to;
}

/* The character of an escape sequence after `\u`; -1 if it is invalid or half of a surrogate pair. */
static int32_t escaped_point(const char **at, const char *end) {
  int32_t unit = code_unit(*at, end);
  if (unit < 0) return -1;
  *at += 4;
  if (unit < 0xD800 || 0xDFFF < unit) return unit;
  if (unit < 0xDC00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u') {
    int32_t low = code_unit(*at + 2, end);
    if (0xDC00 <= low && low <= 0xDFFF) {
      *at += 6;
      return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
  }
  return -1;
}

/* A string with escape sequences, without its quotes. */
static jv unescaped(const char *at, const char *end) {
  /* No sequence is shorter than its character. */
  char *bytes = malloc((size_t)(end - at) + 1);
  if (bytes == NULL) abort();
  char *to = bytes;
  bool is_valid = true;
  while (is_valid && at < end) {
    if (*at != '\\') {
      *to++ = *at++;
      continue;
    }
    at++;
    static const char names[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    const char *name = at < end && *at != 0 ? strchr(names, *at) : NULL;
    if (name != NULL) {
      *to++ = characters[name - names];
      at++;
    } else if (at < end && *at == 'u') {
      at++;
      int32_t point = escaped_point(&at, end);
      is_valid = point >= 0;
      if (is_valid) to = write_utf8(to, point);
    } else {
      is_valid = false;
    }
  }
  jv string = is_valid ? sharing_string(bytes, (size_t)(to - bytes)) : jv_invalid();
  free(bytes);
  return string;
}

/* A string after its first quote. */
static jv read_string(struct reader *reader) {
  const char *start = reader->at;
  bool has_escapes = false;
  for (; reader->at < reader->end && *reader->at != '"'; reader->at++) {
    if ((unsigned char)*reader->at < ' ') return jv_invalid();
    if (*reader->at != '\\') continue;
    has_escapes = true;
    if (++reader->at == reader->end) return jv_invalid();
  }
  if (reader->at == reader->end) return jv_invalid();
  const char *end = reader->at++;
  return has_escapes ? unescaped(start, end) : sharing_string(start, (size_t)(end - start));
}

static jv read_number(struct reader *reader) {
  const char *start = reader->at;
  bool is_negative = *start == '-';
  if (is_negative) reader->at++;
  int64_t number = 0;
  const char *digits = reader->at;
  while (reader->at < reader->end && '0' <= *reader->at && *reader->at <= '9') {
    if (reader->at - digits < 15) number = number * 10 + (*reader->at - '0');
    reader->at++;
  }
  bool is_short = digits < reader->at && reader->at - digits <= 15 && number != 0 && *digits != '0';
  bool is_zero = reader->at - digits == 1 && *digits == '0' && !is_negative;
  bool is_integer = reader->at == reader->end || strchr(".eE+-", *reader->at) == NULL;
  if (is_integer && (is_short || is_zero)) return jv_number((double)(is_negative ? -number : number));
  while (reader->at < reader->end && *reader->at != 0 && strchr("0123456789.eE+-", *reader->at) != NULL)
    reader->at++;
  jv value = jv_parse_sized(start, (int)(reader->at - start));
  return jv_get_kind(value) == JV_KIND_NUMBER ? sharing_number(value) : value;
}

static jv read_word(struct reader *reader, const char *word, jv value) {
  size_t length = strlen(word);
  if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
    return jv_invalid();
  reader->at += length;
  return value;
}

static jv read_value(struct reader *reader);

/* Takes the pending parts from a position on as a container, or frees them if it is not complete. */
static jv ended(size_t first, bool is_valid, jv make(const jv *parts, size_t count)) {
  size_t count = pending_count - first;
  pending_count = first;
  if (is_valid) return make(pending + first, count);
  for (size_t i = 0; i < count; i++) jv_free(pending[first + i]);
  return jv_invalid();
}

/* Reads a value as a part of a container; whether it is valid. */
static bool read_part(struct reader *reader) {
  jv value = read_value(reader);
  if (jv_is_valid(value)) push(value);
  else jv_free(value);
  return jv_is_valid(value);
}

static jv read_array(struct reader *reader) {
  size_t first = pending_count;
  bool is_valid = true;
  if (!take(reader, ']')) {
    do is_valid = read_part(reader);
    while (is_valid && take(reader, ','));
    is_valid = is_valid && take(reader, ']');
  }
  return ended(first, is_valid, sharing_array);
}

static jv read_object(struct reader *reader) {
  size_t first = pending_count;
  bool is_valid = true;
  if (!take(reader, '}')) {
    do {
      skip_space(reader);
      is_valid = reader->at < reader->end && *reader->at == '"' && read_part(reader) &&
                 take(reader, ':') && read_part(reader);
    } while (is_valid && take(reader, ','));
    is_valid = is_valid && take(reader, '}');
  }
  return ended(first, is_valid, sharing_object);
}

/* Reads a value whose parts are shared; invalid if the text is unusual. */
static jv read_value(struct reader *reader) {
  skip_space(reader);
  if (reader->at == reader->end || reader->depth == max_depth) return jv_invalid();
  jv value;
  reader->depth++;
  switch (*reader->at) {
    case '{':
      reader->at++;
      value = read_object(reader);
      break;
    case '[':
      reader->at++;
      value = read_array(reader);
      break;
    case '"':
      reader->at++;
      value = read_string(reader);
      break;
    case 't': value = read_word(reader, "true", jv_true()); break;
    case 'f': value = read_word(reader, "false", jv_false()); break;
    case 'n': value = read_word(reader, "null", jv_null()); break;
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9': value = read_number(reader); break;
    default: value = jv_invalid();
  }
  reader->depth--;
  return value;
}

jv read_json(const char *text, size_t length) {
  struct reader reader = {.at = text, .end = text + length};
  sharing_begin(length);
  jv value = read_value(&reader);
  skip_space(&reader);
  sharing_end();
  if (pending_capacity > 1 << 16) {
    free(pending);
    pending = NULL;
    pending_capacity = 0;
  }
  if (jv_is_valid(value) && reader.at == reader.end) return value;
  jv_free(value);
  return jv_parse_sized(text, (int)length);
}
