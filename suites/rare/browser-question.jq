module {
  title: "The CORS preflight of a browser",
  expect: {browser: true}
};

include "lib/requests";

def request: {
  method: "OPTIONS", path: "/chat/completions", authorized: false,
  headers: {
    Origin: "https://app.example", "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type"
  }
};
