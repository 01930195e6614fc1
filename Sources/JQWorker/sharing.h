/* Equal parts of values in the same memory. See sharing.c. */

#pragma once
#include <jv.h>

/* Returns an equal value whose parts are those of earlier values, where they are equal. */
jv sharing_take(jv value);

/* Forgets the earlier values. */
void sharing_end(void);
