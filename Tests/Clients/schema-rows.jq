# The verdicts of lib/schema on {schema, value, agrees}, of which it has to say the same.

include "lib/schema";

reduce inputs as $row ({rows: 0, otherwise: []};
  (try [$row | .schema as $schema | .value | violations($schema)] catch "raised \(.)") as $found
  | .rows += 1
  | if ($found | type == "array" and all(.[]; .rule != "")) and ($found == []) == $row.agrees then .
    else .otherwise += [$row + {$found}] end)
| if .otherwise == [] then "lib/schema says the same of \(.rows) values"
  else (.otherwise | map(tojson) | join("\n") | halt_error(1)) end
