# Words for cases that try several optional parts in one request, and each alone where that is refused.
# The input is that of `request`.

import "lib/requests" as requests;

# The parts to send at this step: all of them first, then one at a time.
def tried($parts):
  if .step == 1 then $parts
  elif .transcripts[0].response.status | . == null or . < 400 or . == 429 or . == 503 then requests::unneeded("all of them together were not refused")
  else [$parts[.step - 2]] end;
