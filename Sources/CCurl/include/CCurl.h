#pragma once
#include <curl/curl.h>
#include <stdint.h>

/* Swift cannot call variadic C functions: one typed wrapper for each kind of argument. */

typedef size_t (*ccurl_bytes_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_debug_callback)(CURL *easy, curl_infotype kind, char *bytes, size_t count,
                                    void *context);

/* An enumeration in older versions, a macro in newer ones. */
static const long ccurl_netrc_ignored = CURL_NETRC_IGNORED;

static inline CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_ALL); }

static inline CURLcode ccurl_set_number(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_size(CURL *easy, CURLoption option, int64_t value) {
  return curl_easy_setopt(easy, option, (curl_off_t)value);
}

static inline CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_url(CURL *easy, CURLU *value) {
  return curl_easy_setopt(easy, CURLOPT_CURLU, value);
}

static inline CURLcode ccurl_set_bytes_callback(CURL *easy, CURLoption option,
                                                ccurl_bytes_callback value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_debug_callback(CURL *easy, ccurl_debug_callback value) {
  return curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, value);
}

/* Information that curl does not have is 0 or NULL. */

static inline int64_t ccurl_get_size(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline long ccurl_get_number(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline const char *ccurl_get_text(CURL *easy, CURLINFO info) {
  char *value = NULL;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

static inline CURLMcode ccurl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/* A CURLMsg contains a union: return the two fields that are used. */
static inline int ccurl_multi_next_done(CURLM *multi, CURL **easy, CURLcode *code) {
  int left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *easy = message->easy_handle;
      *code = message->data.result;
      return 1;
    }
  }
  return 0;
}
