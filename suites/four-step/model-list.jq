module {
  title: "Model list",
  step: "1 of 4",
  expect: {status: 200}
};

include "lib/requests";

def request: get("/models");
