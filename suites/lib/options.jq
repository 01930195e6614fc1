# Functions for cases that send several optional fields in one request, and each field separately if
# the request is rejected. The input is that of `request`.

import "lib/requests" as requests;

# The fields to send at this step: all of them first, then each separately.
def tried($parts):
  if .step == 1 then $parts
  elif .transcripts[0].response.status | . == null or . < 400 or . == 429 or . == 503 then
    requests::unneeded("the request with all of them was not refused")
  else [$parts[.step - 2]] end;
