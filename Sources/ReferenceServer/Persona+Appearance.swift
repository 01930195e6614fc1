extension Persona {
  /// What the server reports about itself.
  static func appearance(_ chosen: [String: String]) -> [Alteration] {
    var all: [Alteration] = []
    if let fingerprint = chosen["fingerprint"] {
      all.append(
        .envelopes { $0["system_fingerprint"] = fingerprint.isEmpty ? .null : .string(fingerprint) }
      )
    }
    if chosen["stamps"] == "last" {
      all.append(
        .events { events in
          let last = events.lastIndex { if case .chunk = $0 { true } else { false } }
          for case (let index, .chunk(var json)) in zip(events.indices, events) where index != last
          {
            json.remove("system_fingerprint")
            events[index] = .chunk(json)
          }
        })
    }
    if let field = chosen["reasoning"], field != "reasoning_content" {
      all += [
        .document { document in
          document.updateEach("choices") { $0["message"].rename("reasoning_content", to: field) }
        },
        .events { events in
          events.updateChoices { $0["delta"].rename("reasoning_content", to: field) }
        },
      ]
    }
    all.append(
      .models { list in
        list.updateEach("data") { card in
          if let owner = chosen["owner"] { card["owned_by"] = .string(owner) }
          if let context = chosen["context"].flatMap(Int.init) {
            card["max_model_len"] = .int(context)
          }
        }
        for name in chosen["models"]?.split(separator: ",") ?? [] {
          list["data"].append(["id": .string(String(name)), "object": "model", "owned_by": "other"])
        }
      })
    if let version = chosen["version"] {
      // The paths of vLLM, Ollama, SGLang and llama.cpp.
      let template = chosen["template"] ?? "{{ messages }}"
      all += [
        .servesDocument("/version", ["version": .string(version)]),
        .servesDocument("/api/version", ["version": .string(version)]),
        .servesDocument("/server_info", ["version": .string(version), "tp_size": 2, "dp_size": 1]),
        .servesDocument(
          "/props",
          ["build_info": .string(version), "total_slots": 1, "chat_template": .string(template)]),
      ]
    }
    if let header = chosen["header"] {
      all.append(
        .anything { script in
          // The head is already bytes, so that the server's own header is replaced there.
          guard case .send(let bytes) = script.steps.first else { return }
          let text = String(decoding: bytes, as: UTF8.self)
          script.steps[0] = .send(
            Array(text.replacing("Server: reference\r\n", with: "Server: \(header)\r\n").utf8))
        })
    }
    return all
  }
}

extension JSONValue {
  /// Renames a member.
  fileprivate mutating func rename(_ name: String, to other: String) {
    guard has(name) else { return }
    self[other] = self[name]
    remove(name)
  }
}
