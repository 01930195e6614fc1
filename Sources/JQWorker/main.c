#define _GNU_SOURCE
#include "image.h"
#include "reader.h"
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* The maximum address space. A program that needs more ends the process. */
static const rlim_t max_memory = (rlim_t)2 << 30;

/* The maximum length of a payload. */
static const uint32_t max_payload = 256 << 20;

/* Output. Frames are collected, so that a hundred verdicts need one system call. A signal handler sends the
 * frames that are complete, so that a program that ends the process does not take the outputs before it. */

static unsigned char buffer[1 << 16];
static volatile size_t committed;
static volatile sig_atomic_t is_flushing, is_late;

/* Writes all bytes. Ends the process if nobody reads them. */
static void write_all(const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(1, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(0);
    next += written;
    count -= (size_t)written;
  }
}

static void begin_flush(void) { is_flushing = 1; }

static void end_flush(void) {
  is_flushing = 0;
  if (is_late) _exit(DEADLINE);
}

static void flush(void) {
  begin_flush();
  write_all(buffer, committed);
  committed = 0;
  end_flush();
}

static void reply(enum frame_kind kind, const void *payload, size_t length) {
  unsigned char head[5] = {(unsigned char)kind, (unsigned char)length, (unsigned char)(length >> 8),
                           (unsigned char)(length >> 16), (unsigned char)(length >> 24)};
  if (committed + sizeof head + length > sizeof buffer) flush();
  if (sizeof head + length > sizeof buffer) {
    begin_flush();
    write_all(head, sizeof head);
    write_all(payload, length);
    end_flush();
    return;
  }
  memcpy(buffer + committed, head, sizeof head);
  if (length > 0) memcpy(buffer + committed + sizeof head, payload, length);
  atomic_signal_fence(memory_order_release);
  committed += sizeof head + length;
}

/* Ends the process because of a program, after the outputs before it are sent. */
static void end(int signal) {
  if (is_flushing && signal == SIGPROF) {
    is_late = 1;
    return;
  }
  if (!is_flushing) write_all(buffer, committed);
  _exit(signal == SIGPROF ? DEADLINE : CRASH);
}

static void handle_signals(void) {
  static char stack[1 << 14];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_handler = end, .sa_flags = SA_ONSTACK};
  const int ends[] = {SIGPROF, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) sigaction(ends[i], &action, NULL);
  /* The harness decides what an interruption means; it may ignore other signals that we must not. */
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
}

/* Ends the process when it has used this much processor time; 0 is no limit. */
static void limit_time(uint32_t milliseconds) {
  struct itimerval timer = {
      .it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
  setitimer(ITIMER_PROF, &timer, NULL);
}

/* Messages of libjq. */

struct text {
  char *bytes;
  size_t length;
};

static struct text messages;

static void add_message(void *unused, jv message) {
  (void)unused;
  jv formatted = jq_format_error(message);
  size_t length = (size_t)jv_string_length_bytes(jv_copy(formatted));
  char *grown = realloc(messages.bytes, messages.length + length + 1);
  if (grown == NULL) abort();
  messages.bytes = grown;
  if (messages.length > 0) messages.bytes[messages.length++] = 0x1E;
  memcpy(messages.bytes + messages.length, jv_string_value(formatted), length);
  messages.length += length;
  jv_free(formatted);
}

static void reply_message(jv message) {
  jv text = jv_get_kind(message) == JV_KIND_STRING ? message
            : jv_is_valid(message)         ? jv_dump_string(message, 0)
                                                    : jv_string("no message");
  reply(ERROR, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
  jv_free(text);
}

/* Programs. */

static char **folders;
static const struct program *restored;
static size_t restored_count;
static struct program *programs;
static size_t program_count;

/* The state of a program in the image; NULL if it is not there. */
static jq_state *find_restored(const char *text, size_t length) {
  for (size_t i = 0; i < restored_count; i++) {
    if (restored[i].length == length && memcmp(restored[i].text, text, length) == 0)
      return restored[i].state;
  }
  return NULL;
}

static jq_state *compiled(const char *text) {
  jq_state *state = jq_init();
  if (state == NULL) abort();
  jv paths = jv_array();
  for (char **folder = folders; *folder != NULL; folder++)
    paths = jv_array_append(paths, jv_string(*folder));
  jq_set_attr(state, jv_string("JQ_LIBRARY_PATH"), paths);
  jq_set_attr(state, jv_string("JQ_ORIGIN"), jv_string("/"));
  jq_set_attr(state, jv_string("PROGRAM_ORIGIN"), jv_string("/"));
  jq_set_error_cb(state, add_message, NULL);
  if (jq_compile(state, text)) return state;
  jq_teardown(&state);
  return NULL;
}

static uint32_t number(const unsigned char *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
         (uint32_t)bytes[3] << 24;
}

static void compile(const unsigned char *payload, size_t length) {
  if (length < 4) _exit(INVALID_FRAME);
  limit_time(number(payload));
  length -= 4;
  char *text = image_alloc(length + 1);
  memcpy(text, payload + 4, length);
  text[length] = 0;
  jq_state *state = find_restored(text, length);
  bool is_restored = state != NULL;
  if (is_restored) {
    jq_set_error_cb(state, add_message, NULL);
  } else {
    state = compiled(text);
  }
  limit_time(0);
  if (state == NULL) {
    reply(ERROR, messages.bytes, messages.length);
    return;
  }
  programs = realloc(programs, (program_count + 1) * sizeof *programs);
  if (programs == NULL) abort();
  programs[program_count++] = (struct program){text, length, state};
  reply(DONE, "restored", is_restored ? strlen("restored") : 0);
}

/* Whether an output with the processor time since the last one precedes each output. */
static bool is_timed;

static long long processor_nanoseconds(void) {
  struct timespec time;
  /* The clock of the process is coarse while a timer uses it. */
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void reply_time(long long nanoseconds) {
  char text[24];
  int length = snprintf(text, sizeof text, "%lld", nanoseconds);
  reply(OUTPUT, text, (size_t)length);
}

/* Runs a program with a time limit; returns whether those after it may run. Not inlined, so that a profiler can
 * count it. */
__attribute__((noinline)) static bool run_program(jq_state *state, jv input, uint32_t limit) {
  messages.length = 0;
  limit_time(limit);
  jq_start(state, jv_copy(input), 0);
  long long began = is_timed ? processor_nanoseconds() : 0;
  jv output;
  while (jv_is_valid(output = jq_next(state))) {
    if (is_timed) reply_time(processor_nanoseconds() - began);
    jv text = jv_dump_string(output, 0);
    reply(OUTPUT, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
    jv_free(text);
    if (is_timed) began = processor_nanoseconds();
  }
  /* Before the last reply, after which the process must be ready for the next frame. */
  limit_time(0);
  if (jq_halted(state)) {
    jv_free(output);
    reply(HALTED, NULL, 0);
    return false;
  }
  if (jv_invalid_has_msg(jv_copy(output))) {
    reply_message(jv_invalid_get_msg(output));
    return false;
  }
  jv_free(output);
  /* `modulemeta` reports unreadable modules like a compiler, and has no output. */
  if (messages.length > 0) {
    reply(ERROR, messages.bytes, messages.length);
    return false;
  }
  reply(DONE, NULL, 0);
  return true;
}

static void run(unsigned char *payload, size_t length) {
  if (length < 8) _exit(INVALID_FRAME);
  uint32_t limit = number(payload);
  size_t count = number(payload + 4);
  if (count > (length - 8) / 4) _exit(INVALID_FRAME);
  size_t head = 8 + 4 * count;
  jq_state **states = calloc(count + 1, sizeof *states);
  if (states == NULL) abort();
  for (size_t i = 0; i < count; i++) {
    uint32_t index = number(payload + 8 + 4 * i);
    if (index >= program_count) _exit(INVALID_FRAME);
    states[i] = programs[index].state;
  }
  limit_time(limit);
  jv input = read_json((const char *)payload + head, length - head);
  free(payload);
  if (jv_is_valid(input)) {
    for (size_t i = 0; i < count && run_program(states[i], input, limit); i++) continue;
  } else {
    limit_time(0);
    jv message = jv_invalid_get_msg(jv_copy(input));
    reply_message(jv_string_concat(jv_string("libjq cannot read the input: "),
                                   jv_get_kind(message) == JV_KIND_STRING
                                       ? message
                                       : (jv_free(message), jv_string("no message"))));
  }
  jv_free(input);
  free(states);
  /* A large document must not count as memory that the process still needs. */
  if (length > 1 << 20) malloc_trim(0);
}

/* Writes an image of the programs, and replies with DONE or the reason why there is none. */
static void write_image(const unsigned char *payload, size_t length) {
  char *path = strndup((const char *)payload, length);
  if (path == NULL) abort();
  const char *problem = image_write(path, programs, program_count);
  free(path);
  const char *text = problem ? problem : image_addresses();
  reply(problem ? ERROR : DONE, text, strlen(text));
}

/* Reads exactly this many bytes; false at the end of the input. */
static bool read_all(void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    ssize_t received = read(0, next, count);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    next += received;
    count -= (size_t)received;
  }
  return true;
}

/* Arguments: [--image FILE | --record SEED | --times] [FOLDER …] */
int main(int argc, char **argv) {
  struct rlimit limit = {max_memory, max_memory};
  setrlimit(RLIMIT_AS, &limit);
  /* Otherwise, glibc keeps freed blocks of up to 32 MB. */
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  /* The files and connections of the harness. */
  closefrom(3);
  handle_signals();

  folders = argv + 1;
  if (argc > 2 && strcmp(argv[1], "--image") == 0) {
    restored_count = image_restore(argv[2], &restored);
    folders = argv + 3;
  } else if (argc > 2 && strcmp(argv[1], "--record") == 0) {
    image_record((uint32_t)strtoul(argv[2], NULL, 10));
    folders = argv + 3;
  } else if (argc > 1 && strcmp(argv[1], "--times") == 0) {
    is_timed = true;
    folders = argv + 2;
  }

  unsigned char head[5];
  while (read_all(head, sizeof head)) {
    uint32_t length = number(head + 1);
    if (length > max_payload) return INVALID_FRAME;
    unsigned char *payload = malloc(length + 1);
    if (payload == NULL) abort();
    if (!read_all(payload, length)) break;
    /* Some versions of libjq quote an invalid input up to its end. */
    payload[length] = 0;
    messages.length = 0;
    switch (head[0]) {
      case COMPILE:
        compile(payload, length);
        free(payload);
        break;
      case RUN:
        run(payload, length);
        break;
      case WRITE_IMAGE:
        write_image(payload, length);
        free(payload);
        break;
      default:
        return INVALID_FRAME;
    }
    flush();
  }
  return 0;
}
