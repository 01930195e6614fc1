/* Equal values in the same memory. See sharing.c. */

#pragma once
#include <jv.h>

/* Returns the same value in the memory of an earlier one, if there is one. The parts of the value must have
 * been returned by this function. */
jv sharing_take(jv value);

/* Forgets the earlier values. */
void sharing_end(void);
