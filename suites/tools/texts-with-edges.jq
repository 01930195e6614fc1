module {
  title: "Texts with white space at their edges, and texts that read like JSON",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: ["save_texts"], exact: {
    old_text: "        return x;\n", new_text: "\tgo build ./...\n\tgo vet ./...\n",
    branch: "123", limit: "1e5", pattern: "null", word: "true", document: "{\"name\": \"x\", \"private\": true}", city: "Genève"
  }}
};

include "lib/requests";

def texts: {
  old_text: "        return x;\n", new_text: "\tgo build ./...\n\tgo vet ./...\n",
  branch: "123", limit: "1e5", pattern: "null", word: "true", document: "{\"name\": \"x\", \"private\": true}", city: "Genève"
};

# Each parameter has one value that its schema allows: there is nothing to choose, and nothing to make up.
def request: chat({
  messages: [user("Call the save_texts tool. Each of its parameters is a string with one allowed value: give each of them that value exactly, white space included.")],
  tools: [tool("save_texts"; "Save texts."; {
    type: "object", properties: (texts | map_values({type: "string", enum: [.]})), required: (texts | keys_unsorted), additionalProperties: false})]
});
