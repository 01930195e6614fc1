module {
  title: "Ten optional parameters before the required one",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["find_in_files"], arguments: {pattern: "TODO"}}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Call the find_in_files tool with the pattern \"TODO\", the extension py, a limit of 20 "
          + "and ignore_case true.")
    ],
    tools: [
      tool("find_in_files";
        "Look for text in the files of a project.";
        {
          type: "object",
          properties: {
            limit: {type: "integer", minimum: 1, description: "The most matches to return"},
            before: {type: "integer", minimum: 0}, after: {type: "integer", minimum: 0},
            ignore_case: {type: "boolean", default: false},
            extension: {type: "string", enum: ["py", "js", "swift", "md"]},
            folder: {
              type: ["string", "null"], description: "Where to look, all folders by default"
            },
            follow_links: {type: "boolean"}, hidden: {type: "boolean"},
            max_depth: {type: "number", exclusiveMinimum: 0},
            order: {anyOf: [{type: "string", enum: ["name", "age"]}, {type: "null"}]},
            pattern: {type: "string", description: "What to look for"}
          },
          required: ["pattern"]
        })
    ]
  });
