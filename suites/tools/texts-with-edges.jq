module {
  title: "Texts with white space at their edges, and texts that look like JSON",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {
    status: 200, calls: ["save_texts"],
    exact: {
      old_text: "        return x;\n", new_text: "\tgo build ./...\n\tgo vet ./...\n",
      branch: "123", limit: "1e5", pattern: "null", word: "true",
      document: "{\"name\": \"x\", \"private\": true}", city: "Genève"
    }
  }
};

include "lib/requests";

def texts: {
  old_text: "        return x;\n", new_text: "\tgo build ./...\n\tgo vet ./...\n", branch: "123",
  limit: "1e5", pattern: "null", word: "true", document: "{\"name\": \"x\", \"private\": true}",
  city: "Genève"
};

# The schema allows one value for each parameter: there is nothing to choose and nothing to invent.
def request:
  chat({
    messages: [
      user(
        "Call the save_texts tool. Each of its parameters is a string with one allowed value: "
          + "give each of them that value exactly, white space included.")
    ],
    tools: [
      tool("save_texts";
        "Save texts.";
        {
          type: "object", properties: (texts | map_values({type: "string", enum: [.]})),
          required: (texts | keys_unsorted), additionalProperties: false
        })
    ]
  });
