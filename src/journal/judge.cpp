#include "journal/judge.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace pignus::journal {
namespace {

/// What a checkpoint says of one stream, and which checkpoint that is.
struct Expected {
  std::uint64_t size = 0;
  Sha256Digest root{};
  Sha256Digest head{};
  std::string source;  ///< 'checkpoint 3 of 2026-01-31 in "copy.json"'
};

std::string named(const Checkpoint& checkpoint, const std::string& file) {
  const std::string name = fmt::format("checkpoint {} of {}", checkpoint.number, checkpoint.at);
  return file.empty() ? name : fmt::format("{} in \"{}\"", name, file);
}

}  // namespace

struct Judge::Impl {
  JudgeOptions options;
  CheckpointLog log;
  std::map<std::string, std::vector<Expected>, std::less<>> expected;  ///< by stream, by size
  std::map<std::string, StreamVerdict, std::less<>> done;
  std::optional<Chain> chain;                    ///< of the stream at hand
  const std::vector<Expected>* marks = nullptr;  ///< of the stream at hand, where there are some
  std::size_t next_mark = 0;
  std::uint64_t agreed = 0;  ///< so many of its entries are as an earlier checkpoint says
  bool keys_settled = false;
  /// What is wrong with the stream "checkpoints" itself: said only when no other stream shows which
  /// of its entries were touched.
  std::optional<Error> deferred;
  std::set<std::string, std::less<>> heads_seen;
  std::uint64_t entries = 0;

  explicit Impl(JudgeOptions given) : options(std::move(given)), log(options.file) {}

  void expect(const Checkpoint& checkpoint, const std::string& file);
  void defer(Error error);
  Status begin_stream(std::string_view stream);
  void end_stream();
  Status take_of_log(const EntryRow& row);
  bool is_trusted(const KeptCheckpoint& kept) const;
  Status settle_keys();
  Status check_marks();
  Status check_ends();
  Error differs(const Expected& mark) const;
};

void Judge::Impl::expect(const Checkpoint& checkpoint, const std::string& file) {
  for (const StreamMark& mark : checkpoint.streams) {
    // What a checkpoint of the journal says of its own stream lies behind and is checked at once.
    if (file.empty() && mark.stream == kCheckpointStream) continue;
    std::vector<Expected>& list = expected[mark.stream];
    Expected one{mark.size, mark.root, mark.head, named(checkpoint, file)};
    const auto at =
        std::upper_bound(list.begin(), list.end(), one,
                         [](const Expected& a, const Expected& b) { return a.size < b.size; });
    list.insert(at, std::move(one));
  }
}

void Judge::Impl::defer(Error error) {
  if (!deferred) deferred = std::move(error);
}

Error Judge::Impl::differs(const Expected& mark) const {
  return {
      ErrorCode::kCorrupt,
      fmt::format("journal stream \"{}\", entries {} to {}: not those that {} covers; something "
                  "was changed, put in, taken out or reordered and the hashes made anew",
                  chain->stream(), agreed + 1, mark.size, mark.source),
      {options.file, agreed + 1, ""}};
}

/// Holds the stream at hand, as far as it is taken, against what checkpoints say of that length.
Status Judge::Impl::check_marks() {
  if (marks == nullptr || next_mark >= marks->size()) return {};
  if ((*marks)[next_mark].size != chain->size()) return {};
  const Sha256Digest root = chain->root();
  for (; next_mark < marks->size() && (*marks)[next_mark].size == chain->size(); ++next_mark) {
    const Expected& mark = (*marks)[next_mark];
    if (mark.root == root && hex(mark.head) == chain->head()) continue;
    if (chain->stream() != kCheckpointStream) return fail(differs(mark));
    defer(differs(mark));
  }
  agreed = chain->size();
  return {};
}

Status Judge::Impl::begin_stream(std::string_view stream) {
  const auto refuse = [this](std::string why) {
    return fail(ErrorCode::kInvalidInput, std::move(why), {options.file, 0, ""});
  };
  end_stream();
  if (!is_stream_name(stream)) return refuse("has a stream whose name is none");
  if (done.contains(stream)) {
    return refuse(fmt::format("the stream \"{}\" comes in two parts", stream));
  }
  if (done.size() >= kStreamsMax) return refuse("has too many streams");
  if (stream != kCheckpointStream) {
    PIGNUS_TRY(settle_keys());
  } else if (!done.empty()) {
    return refuse("the stream \"checkpoints\" does not come before the others");
  }
  chain.emplace(std::string(stream), options.file);
  const auto found = expected.find(stream);
  marks = found == expected.end() ? nullptr : &found->second;
  next_mark = 0;
  agreed = 0;
  return {};
}

void Judge::Impl::end_stream() {
  if (!chain) return;
  done.emplace(chain->stream(),
               StreamVerdict{chain->stream(), chain->size(), chain->head(), chain->root(), 0});
  chain.reset();
}

/// An entry of the stream "checkpoints": what it says of all streams is from now on expected.
Status Judge::Impl::take_of_log(const EntryRow& row) {
  const Sha256Digest root = chain->root();
  const std::string head = chain->head();
  PIGNUS_ASSIGN(const EntryParts parts, chain->take(row.number, row.text, row.hash));
  const std::size_t before = log.checkpoints().size();
  PIGNUS_TRY(log.take(parts));
  if (log.checkpoints().size() == before) return {};
  const Checkpoint& made = log.checkpoints().back().statement;
  const StreamMark* own = mark_of(made, kCheckpointStream);
  if (own->root != root || hex(own->head) != head) {
    return fail(broken_entry(options.file, kCheckpointStream, row.number,
                             "the checkpoint covers other entries than those before it"));
  }
  expect(made, "");
  return {};
}

/// Whether the checkpoint kept elsewhere is trusted whatever the journal says of its keys.
bool Judge::Impl::is_trusted(const KeptCheckpoint& kept) const {
  return options.pinned.empty() ||
         std::any_of(options.pinned.begin(), options.pinned.end(), [&kept](const PublicKey& key) {
           return key.id() == kept.checkpoint.statement.key && is_signed_by(key, kept.checkpoint);
         });
}

/// Once the stream "checkpoints" is through: do the checkpoints kept elsewhere count, and are they
/// this journal's?
Status Judge::Impl::settle_keys() {
  if (keys_settled) return {};
  keys_settled = true;
  for (const KeptCheckpoint& kept : options.kept) {
    const Checkpoint& said = kept.checkpoint.statement;
    const std::string name = named(said, kept.file);
    if (log.keys() == nullptr || !log.keys()->contains(said.key)) {
      Error error{ErrorCode::kCorrupt,
                  fmt::format("the journal knows no key {}, which signed {}", said.key, name),
                  {options.file, 0, ""}};
      if (!is_trusted(kept)) return fail(std::move(error));
      deferred = std::move(error);  // it is also why the stream "checkpoints" itself differs
      continue;
    }
    PIGNUS_TRY(options.pinned.empty()
                   ? log.keys()->check(kept.checkpoint, kept.file)
                   : log.keys()->check_from(options.pinned, kept.checkpoint, kept.file));
    const auto& own = log.checkpoints();
    if (said.number > own.size()) {
      defer({ErrorCode::kCorrupt,
             fmt::format("the journal ends at checkpoint {}, before {}: it was rolled back",
                         own.size(), name),
             {options.file, 0, ""}});
    } else if (own[said.number - 1].statement != said) {
      defer({ErrorCode::kCorrupt,
             fmt::format("the journal has another checkpoint {} than {}", said.number, name),
             {options.file, 0, ""}});
    }
  }
  return {};
}

/// Streams that end before a checkpoint says; the stream "checkpoints" last.
Status Judge::Impl::check_ends() {
  for (const bool of_log : {false, true}) {
    for (const auto& [stream, list] : expected) {
      if ((stream == kCheckpointStream) != of_log) continue;
      const auto found = done.find(stream);
      const std::uint64_t size = found == done.end() ? 0 : found->second.size;
      if (list.back().size <= size) continue;
      return fail(ErrorCode::kCorrupt,
                  fmt::format("journal stream \"{}\", entries {} to {}: gone, but {} covers them",
                              stream, size + 1, list.back().size, list.back().source),
                  {options.file, size + 1, ""});
    }
  }
  return {};
}

Judge::Judge(JudgeOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {
  for (const KeptCheckpoint& kept : impl_->options.kept) {
    impl_->expect(kept.checkpoint.statement, kept.file);
  }
}
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;
Judge::~Judge() = default;

Status Judge::take(const EntryRow& row) {
  Impl& impl = *impl_;
  if (!impl.chain || impl.chain->stream() != row.stream) PIGNUS_TRY(impl.begin_stream(row.stream));
  ++impl.entries;
  if (row.stream == kCheckpointStream) {
    PIGNUS_TRY(impl.take_of_log(row));
  } else {
    PIGNUS_TRY(impl.chain->take(row.number, row.text, row.hash));
  }
  return impl.check_marks();
}

Status Judge::expect_head(std::string_view stream, std::uint64_t number, std::string_view hash) {
  Impl& impl = *impl_;
  impl.end_stream();
  const auto found = impl.done.find(stream);
  const bool agrees =
      found != impl.done.end() && found->second.size == number && found->second.head == hash;
  if (!agrees) {
    return fail(broken_entry(impl.options.file, stream, number,
                             "is the head, but the chain ends elsewhere"));
  }
  impl.heads_seen.emplace(stream);
  return {};
}

Result<Verdict> Judge::finish() {
  Impl& impl = *impl_;
  impl.end_stream();
  PIGNUS_TRY(impl.settle_keys());
  PIGNUS_TRY(impl.check_ends());
  if (impl.deferred) return fail(*impl.deferred);
  if (impl.options.heads_are_kept && impl.heads_seen.size() != impl.done.size()) {
    return fail(ErrorCode::kCorrupt, "a journal stream has lost its head",
                {impl.options.file, 0, ""});
  }
  Verdict verdict;
  verdict.entries = impl.entries;
  verdict.checkpoints = impl.log.checkpoints().size();
  verdict.kept = impl.options.kept.size();
  verdict.keys_pinned = !impl.options.pinned.empty();
  if (!impl.log.checkpoints().empty()) {
    const SignedCheckpoint& last = impl.log.checkpoints().back();
    if (verdict.keys_pinned) {
      PIGNUS_TRY(impl.log.keys()->check_from(impl.options.pinned, last, impl.options.file));
    }
    verdict.last = last.statement;
  } else if (verdict.keys_pinned) {
    return fail(ErrorCode::kCorrupt,
                "the journal has no checkpoint: the public key given vouches for nothing",
                {impl.options.file, 0, ""});
  }
  for (auto& [stream, one] : impl.done) {
    const StreamMark* mark = verdict.last ? mark_of(*verdict.last, stream) : nullptr;
    one.covered = mark != nullptr ? mark->size : 0;
    verdict.streams.push_back(std::move(one));
  }
  return verdict;
}

const CheckpointLog& Judge::log() const {
  return impl_->log;
}

}  // namespace pignus::journal
