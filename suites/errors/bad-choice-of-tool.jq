module {
  title: "A tool_choice that names an unknown tool",
  part: "provokes",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: provoking(chat({
  messages: [user("Say hello.")],
  tools: [get_weather],
  tool_choice: {type: "function", function: {name: "no_such_tool"}}
}));
