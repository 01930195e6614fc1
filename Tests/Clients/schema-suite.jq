# The tests for which lib/schema and the JSON Schema Test Suite differ, one per line. The input is the files
# of the suite. The folder determines the draft, because most schemas of the suite have no `$schema`.

include "lib/schema";

def drafts: {draft4: "http://json-schema.org/draft-04/schema#", draft6: "http://json-schema.org/draft-06/schema#",
  draft7: "http://json-schema.org/draft-07/schema#"};

(input_filename | split("/")[-2:]) as [$draft, $file]
| .[] as $group
| ($group.schema | if type == "object" then {"$schema": drafts[$draft]} + . else . end) as $schema
| $group.tests[]
| . as $test
| (try [.data | violations($schema)] catch "raised \(.)") as $found
| select($found | type == "string" or (. == []) != $test.valid)
| "\($draft)/\($file): \($group.description): \($test.description)"
