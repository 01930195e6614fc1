module {
  title: "Commands with names, versions and checksums to copy unchanged",
  kind: "model",
  steps: 2,
  expect: [
    {
      status: 200,
      canaries: {
        install: "pip install requests==2.32.3 python-dateutil",
        packages: "npm install lodash@4.17.21 cross-env", image: "docker pull python:3.12-slim",
        download: "curl -fsSL https://get.example.com/install.sh -o install.sh",
        checksum: "9f86d081884c7d659a2feaa0c55ad015"
      }
    },
    {
      status: 200,
      canaries: {
        install: "pip install requests==2.32.3 python-dateutil",
        packages: "npm install lodash@4.17.21 cross-env", image: "docker pull python:3.12-slim",
        download: "curl -fsSL https://get.example.com/install.sh -o install.sh",
        checksum: "9f86d081884c7d659a2feaa0c55ad015"
      }
    }
  ]
};

include "lib/requests";

def lines: [
  "pip install requests==2.32.3 python-dateutil", "npm install lodash@4.17.21 cross-env",
  "docker pull python:3.12-slim", "curl -fsSL https://get.example.com/install.sh -o install.sh",
  "9f86d081884c7d659a2feaa0c55ad015"
];

def plan_setup:
  tool("plan_setup";
    "Keep the commands of a setup, exactly as they are.";
    {
      type: "object",
      properties: ( {
          install: "The command for Python", packages: "The command for Node",
          image: "The command for the image", download: "The command for the download",
          checksum: "The checksum"
        }
        | map_values({type: "string", description: .}) ),
      required: ["install", "packages", "image", "download", "checksum"]
    });

# The second request has a different wording, so that the model is unlikely to make the same mistake
# twice.
def request:
  .step as $step
  | (lines | map("\"\(.)\"")) as $quoted
  | chat({
      messages: [
        user(
          if $step == 1 then
            "Call the plan_setup tool with these texts, in this order, exactly as they are: "
              + "\($quoted | join(", "))"
          else
            "\(.nonce): a machine is set up in five lines.\n\($quoted | join("\n"))\nHand them to "
              + "the plan_setup tool in this order, to the letter."
          end)
      ],
      tools: [plan_setup], tool_choice: {type: "function", function: {name: "plan_setup"}}
    });
