# Compares the verdicts of lib/schema with the expected ones. The input is {schema, value, agrees}, one per line.

include "lib/schema";

reduce inputs as $row ({rows: 0, different: []};
  (try [$row | .schema as $schema | .value | violations($schema)] catch "raised \(.)") as $found
  | .rows += 1
  | if ($found | type == "array" and all(.[]; .rule != "")) and ($found == []) == $row.agrees then .
    else .different += [$row + {$found}] end)
| if .different == [] then "lib/schema gives the expected verdict for \(.rows) values"
  else (.different | map(tojson) | join("\n") | halt_error(1)) end
