module {
  title: "A 64-bit integer, a decimal and an exponent",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {
    status: 200, calls: ["save_numbers"],
    digits: {message_id: "1234567890123456789", price: "108.2", tolerance: "1e-7"}
  }
};

include "lib/requests";

def numbers: {message_id: "1234567890123456789", price: "108.2", tolerance: "1e-7"};

# The body is a text, because jq would round the first number.
def request:
  chat({
    messages: [
      user(
        "Call the save_numbers tool with the message_id \(numbers.message_id), the price "
          + "\(numbers.price) and the tolerance \(numbers.tolerance).")
    ],
    tools: [
      tool("save_numbers";
        "Save numbers.";
        {
          type: "object", required: ["message_id", "price", "tolerance"],
          additionalProperties: false,
          properties: {
            message_id: {type: "integer", enum: ["@\(numbers.message_id)@"]},
            price: {type: "number", enum: ["@\(numbers.price)@"]},
            tolerance: {type: "number", enum: ["@\(numbers.tolerance)@"]}
          }
        })
    ]
  })
  | {
      method, path, headers: {"Content-Type": "application/json"},
      text: (.body | tojson | gsub("\"@(?<number>[0-9.e-]+)@\""; .number))
    };
