module {
  title: "A compressed request",
  expect: {coded: true}
};

include "lib/requests";

def little($count):
  . as $number
  | [
      range($count) as $at
      | ($number / ([range($at)] | reduce .[] as $_ (1; . * 256)) | floor) % 256
    ];

# A frame of Zstandard that contains the bytes uncompressed: magic number, size, and one raw block.
def framed: (tojson | explode) as $bytes | ($bytes | length) as $size
  | [40, 181, 47, 253, 160] + ($size | little(4)) + ($size * 8 + 1 | little(3)) + $bytes;

# Codex sends its requests with this coding. The text is ASCII, so that a character is a byte.
def request:
  .stream = false
  | chat({messages: [user("Say hello.")]})
  | {
      method, path, headers: {"Content-Type": "application/json", "Content-Encoding": "zstd"},
      bytes: (.body | framed)
    };
