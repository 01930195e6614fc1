/* libjq compiles a regular expression at each use, which takes longer than most matches. These functions replace
 * those of Oniguruma, which libjq calls through the dynamic linker, and keep the compiled expressions. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef int new_function(void **, const unsigned char *, const unsigned char *, unsigned, void *, void *, void *);
typedef void free_function(void *);

/* The maximum number and length of patterns. Those of the checks are constants; others come from texts. */
enum { max_patterns = 512, max_length = 1024 };

static struct pattern {
  unsigned char *text;
  size_t length;
  unsigned options;
  void *encoding, *syntax, *expression;
} patterns[max_patterns];

static size_t count;

int onig_new(void **expression, const unsigned char *text, const unsigned char *end, unsigned options,
             void *encoding, void *syntax, void *error) {
  static new_function *compile;
  if (compile == NULL) compile = (new_function *)dlsym(RTLD_NEXT, "onig_new");
  size_t length = (size_t)(end - text);
  for (size_t i = 0; i < count; i++) {
    if (patterns[i].length == length && patterns[i].options == options &&
        patterns[i].encoding == encoding && patterns[i].syntax == syntax &&
        memcmp(patterns[i].text, text, length) == 0) {
      *expression = patterns[i].expression;
      return 0;
    }
  }
  int status = compile(expression, text, end, options, encoding, syntax, error);
  if (status != 0 || count == max_patterns || length > max_length) return status;
  unsigned char *copy = malloc(length + 1);
  if (copy == NULL) return status;
  memcpy(copy, text, length);
  patterns[count++] = (struct pattern){copy, length, options, encoding, syntax, *expression};
  return status;
}

void onig_free(void *expression) {
  static free_function *discard;
  if (discard == NULL) discard = (free_function *)dlsym(RTLD_NEXT, "onig_free");
  for (size_t i = 0; i < count; i++)
    if (patterns[i].expression == expression) return;
  discard(expression);
}
