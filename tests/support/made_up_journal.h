// A small journal in memory, with keys and checkpoints, and the hand of one who rewrites it.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/check.h"
#include "journal/checkpoint_log.h"
#include "journal/entry.h"
#include "journal/export_file.h"
#include "journal/judge.h"
#include "journal/proof.h"

namespace pignus::journal::testing {

inline SigningKey made_up_key(std::uint8_t number) {
  SigningKey::Seed seed{};
  seed.fill(number);
  return SigningKey(seed);
}

struct MadeUpEntry {
  std::string kind;
  Json body;
};

class MadeUpJournal {
 public:
  std::map<std::string, std::vector<MadeUpEntry>> streams;

  void add(const std::string& stream, int value) {
    streams[stream].push_back({"note", {{"value", value}}});
  }

  struct Row {
    std::string stream;
    std::uint64_t number = 0;
    std::string text;
    std::string hash;
  };
  /// All hashes and heads as they follow from what the entries say now.
  std::vector<Row> rows() const {
    std::vector<Row> rows;
    for (const bool of_log : {true, false}) {
      for (const auto& [stream, entries] : streams) {
        if ((stream == kCheckpointStream) != of_log) continue;
        std::string previous;
        for (std::size_t i = 0; i < entries.size(); ++i) {
          std::string text = entry_text(stream, i + 1, previous, entries[i].kind, entries[i].body);
          previous = sha256_hex(text);
          rows.push_back({stream, i + 1, std::move(text), previous});
        }
      }
    }
    return rows;
  }

  Checkpoint next_checkpoint(const std::string& at = "2026-01-31") const {
    Checkpoint next = log().next_checkpoint();
    next.at = at;
    std::map<std::string, Chain> chains;
    for (const Row& row : rows()) {
      Chain& chain = chains.try_emplace(row.stream, row.stream, "").first->second;
      PIGNUS_CHECK(chain.take(row.number, row.text, row.hash).has_value());
    }
    for (const auto& [stream, chain] : chains) {
      next.streams.push_back({stream, chain.size(), chain.root(), sha256_of_last(stream)});
    }
    return next;
  }

  SignedCheckpoint sign_checkpoint(const SigningKey& key) {
    if (streams[std::string(kCheckpointStream)].empty()) {
      put(kFirstKeyEntry, json_of(key.public_key()));
    }
    const SignedCheckpoint checkpoint = sign(next_checkpoint(), key);
    put(kCheckpointEntry, json_of(checkpoint));
    return checkpoint;
  }

  void rotate(const SigningKey& from, const PublicKey& to) {
    Rotation rotation = log().next_rotation();
    rotation.at = "2026-02-01";
    rotation.to = to;
    put(kRotationEntry, json_of(sign(rotation, from)));
  }

  void put(std::string_view kind, Json body) {
    streams[std::string(kCheckpointStream)].push_back({std::string(kind), std::move(body)});
  }

  CheckpointLog log() const {
    CheckpointLog log("");
    for (const Row& row : rows()) {
      if (row.stream == kCheckpointStream) static_cast<void>(log.take(*read_entry(row.text)));
    }
    return log;
  }

  Result<Verdict> judge(std::vector<PublicKey> pinned, std::vector<KeptCheckpoint> kept) const {
    Judge judge({"journal", std::move(pinned), std::move(kept), true});
    std::map<std::string, Row> ends;
    for (const Row& row : rows()) {
      PIGNUS_TRY(judge.take({row.stream, row.number, row.text, row.hash}));
      ends[row.stream] = row;
    }
    for (const auto& [stream, row] : ends) {
      PIGNUS_TRY(judge.expect_head(stream, row.number, row.hash));
    }
    return judge.finish();
  }

  std::string export_text() const {
    std::map<std::string, StreamEnd> ends;
    std::string lines;
    for (const Row& row : rows()) {
      ends[row.stream] = {row.stream, row.number, row.hash};
      lines += row.text + "\n";
    }
    std::vector<StreamEnd> list;
    for (const auto& [stream, end] : ends) list.push_back(end);
    return export_header("2026-03-01", list) + lines;
  }

  /// Leaves of a stream's tree.
  std::vector<Sha256Digest> leaves(const std::string& stream) const {
    std::vector<Sha256Digest> leaves;
    for (const Row& row : rows()) {
      if (row.stream == stream) leaves.push_back(leaf_of_entry(row.text));
    }
    return leaves;
  }

 private:
  Sha256Digest sha256_of_last(const std::string& stream) const {
    Sha256Digest last{};
    for (const Row& row : rows()) {
      if (row.stream == stream) last = sha256(row.text);
    }
    return last;
  }
};

}  // namespace pignus::journal::testing
