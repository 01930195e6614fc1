/* Equal values in the same memory. See sharing.c. */

#pragma once
#include <jv.h>
#include <stddef.h>

/* Prepares to share the parts of a text with this length. */
void sharing_begin(size_t length);

/* Each function returns an earlier value if there is an equal one, and otherwise a new one. The parts must come
 * from these functions, or be constants or plain numbers; they are consumed. */

/* A string; it is invalid UTF-8 at most as much as libjq accepts. */
jv sharing_string(const char *bytes, size_t length);
/* A number of which libjq keeps the text, which is consumed. */
jv sharing_number(jv number);
/* An array of its elements. */
jv sharing_array(const jv *elements, size_t count);
/* An object of its keys and values, which alternate. */
jv sharing_object(const jv *members, size_t count);

/* Forgets the earlier values. */
void sharing_end(void);
