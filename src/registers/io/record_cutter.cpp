#include "registers/io/record_cutter.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/check.h"
#include "core/message_text.h"
#include "core/utf8.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kPrologBytes = 256;
constexpr std::uint64_t kHoldNothing = 0;
constexpr std::uint64_t kNoBound = std::numeric_limits<std::uint64_t>::max();

bool ends_name(char c) {
  return c == '>' || c == '/' || kSpace.find(c) != std::string_view::npos;
}

/// `text` begins with `name`, and the name ends there.
bool names(std::string_view text, std::string_view name) {
  return text.size() > name.size() && text.starts_with(name) && ends_name(text[name.size()]);
}

/// Any declaration that hides tags: the terminator of the construct at `head`, or "".
std::string_view hidden_until(std::string_view head) {
  if (head.starts_with("<!--")) return "-->";
  if (head.starts_with("<![CDATA[")) return "]]>";
  return "";
}

}  // namespace

RecordCutter::RecordCutter(ByteSource& source, std::string file, std::vector<std::string> roots,
                           CutterLimits limits)
    : window_(source),
      file_(std::move(file)),
      roots_(std::move(roots)),
      scan_({roots_.begin(), roots_.end()}),
      limits_(limits) {
  limits_.record_bytes_max = std::min(limits_.record_bytes_max, source.bounds().record_bytes_max);
  PIGNUS_CHECK(!roots_.empty());
  for (const std::string& root : roots_) {
    PIGNUS_CHECK(!root.empty());
    tag_bytes_ = std::max(tag_bytes_, root.size() + 3);  // "</root" and what ends the name
  }
  tag_bytes_ = std::max<std::size_t>(tag_bytes_, 9);  // "<![CDATA["
}

Status RecordCutter::refuse_wide_encodings() {
  PIGNUS_ASSIGN(const std::string_view head, window_.view(0, 2));
  const bool wide = head == "\xff\xfe" || head == "\xfe\xff" ||
                    head == std::string_view("<\0", 2) || head == std::string_view("\0<", 2) ||
                    head == std::string_view("\0\0", 2);
  if (!wide) return {};
  return fail(ErrorCode::kUnsupported, "the text is UTF-16 or UTF-32; only UTF-8 is read",
              Where{.file = file_, .record = 0, .field = "encoding"});
}

std::string_view RecordCutter::root_named_at(std::string_view text) const {
  for (const std::string& root : roots_) {
    if (names(text, root)) return root;
  }
  return "";
}

void RecordCutter::note_prolog(std::string_view prolog) {
  encoding_.clear();
  const std::size_t key = prolog.find("encoding");
  if (key == std::string_view::npos) return;
  const std::size_t open = prolog.find_first_of("\"'", key);
  if (open == std::string_view::npos) return;
  const std::size_t close = prolog.find(prolog[open], open + 1);
  if (close == std::string_view::npos) return;
  const std::string name(prolog.substr(open + 1, close - open - 1));
  const std::string upper = ascii_upper(name);
  if (upper != "UTF-8" && upper != "UTF8" && upper != "US-ASCII" && upper != "ASCII") {
    encoding_ = name;
  }
}

/// Moves the cursor behind `terminator`; false when the stream ends first. Bytes are held up to
/// `hold_end` only.
Result<bool> RecordCutter::pass(std::string_view terminator, std::uint64_t& cursor,
                                std::uint64_t hold_end) {
  while (true) {
    const bool release = cursor > hold_end;
    if (release) window_.release_before(cursor);
    PIGNUS_ASSIGN(const auto hit,
                  window_.find(terminator.front(), cursor,
                               release ? kNoBound : hold_end - cursor + 1, release));
    if (!hit) {
      cursor = window_.end();
      if (window_.at_end()) return false;
      continue;
    }
    PIGNUS_ASSIGN(const std::string_view text, window_.view(*hit, terminator.size()));
    if (text == terminator) {
      cursor = *hit + terminator.size();
      return true;
    }
    cursor = *hit + 1;
  }
}

/// A processing instruction. `head` is what stands at the cursor.
Result<bool> RecordCutter::pass_instruction(std::string_view head, std::uint64_t& cursor,
                                            std::uint64_t hold_end, bool& has_angle) {
  if (names(head, "<?xml")) {
    PIGNUS_ASSIGN(const std::string_view prolog, window_.view(cursor, kPrologBytes));
    note_prolog(prolog.substr(0, prolog.find("?>")));
  }
  const std::uint64_t start = cursor + 2;
  cursor = start;
  PIGNUS_ASSIGN(const bool closed, pass("?>", cursor, hold_end));
  if (closed && cursor <= hold_end) {
    PIGNUS_ASSIGN(const auto text, window_.view(start, static_cast<std::size_t>(cursor - start)));
    has_angle = text.find('<') != std::string_view::npos;
  }
  return closed;
}

/// Leaves record.offset at the start tag; false at the end of the stream.
Result<bool> RecordCutter::find_start(CutRecord& record) {
  const std::uint64_t gap_start = cursor_;
  while (true) {
    window_.release_before(cursor_);
    const std::uint64_t passed = cursor_ - gap_start;
    if (passed <= limits_.gap_bytes_max) {
      PIGNUS_ASSIGN(const auto hit,
                    window_.find(scan_, cursor_, limits_.gap_bytes_max - passed + 1, true));
      if (!hit && window_.at_end()) return false;
      cursor_ = hit.value_or(window_.end());
    }
    if (cursor_ - gap_start > limits_.gap_bytes_max) {
      return fail(ErrorCode::kLimitExceeded,
                  "no <" + roots_.front() + "> within " + std::to_string(limits_.gap_bytes_max) +
                      " bytes from byte " + std::to_string(gap_start),
                  Where{.file = file_, .record = count_ + 1, .field = ""});
    }
    PIGNUS_ASSIGN(const std::string_view head, window_.view(cursor_, tag_bytes_));
    record.root = root_named_at(head.substr(1));
    if (!record.root.empty()) {
      record.offset = cursor_;
      return true;
    }
    bool closed = true;
    if (const auto terminator = hidden_until(head); !terminator.empty()) {
      cursor_ += 4;
      PIGNUS_ASSIGN(closed, pass(terminator, cursor_, kHoldNothing));
    } else if (head.starts_with("<?")) {
      bool has_angle = false;
      PIGNUS_ASSIGN(closed, pass_instruction(head, cursor_, kHoldNothing, has_angle));
    } else {
      ++cursor_;
    }
    if (!closed) return false;
  }
}

/// To the end of the start tag, so that an empty element "<root/>" is whole.
Result<RecordCutter::Outcome> RecordCutter::read_start_tag(CutRecord& record,
                                                           std::uint64_t& cursor) {
  cursor = record.offset + 1 + record.root.size();
  char quote = 0;
  char before = 0;
  while (!too_large(record, cursor)) {
    std::string_view text = window_.buffered(cursor);
    if (text.empty()) {
      PIGNUS_ASSIGN(text, window_.view(cursor, 1));
    }
    if (text.empty()) return Outcome::kTruncated;
    for (const char c : text) {
      if (quote == 0 && c == '<') return Outcome::kGoOn;  // malformed; the walk goes on from here
      ++cursor;
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return before == '/' ? Outcome::kComplete : Outcome::kGoOn;
      }
      before = c;
      if (too_large(record, cursor)) break;
    }
  }
  return Outcome::kGoOn;
}

/// From one '<' to behind what begins there.
Result<RecordCutter::Outcome> RecordCutter::step_in_record(CutRecord& record,
                                                           std::uint64_t& cursor) {
  // A record over its bound is no longer held, only followed to its end.
  const std::uint64_t hold_end = record.offset + limits_.record_bytes_max;
  const bool release = cursor > hold_end;
  if (release) window_.release_before(cursor);
  PIGNUS_ASSIGN(
      const auto hit,
      window_.find(scan_, cursor, release ? kNoBound : limits_.record_bytes_max, release));
  if (!hit) {
    cursor = window_.end();
    return window_.at_end() ? Outcome::kTruncated : Outcome::kGoOn;
  }
  cursor = *hit;
  PIGNUS_ASSIGN(const std::string_view head, window_.view(cursor, tag_bytes_));
  const bool closes = head.starts_with("</") && names(head.substr(2), record.root);
  if (names(head.substr(1), record.root) || names(head, "<?xml")) return Outcome::kTruncated;
  bool closed = true;
  if (head.starts_with("<!")) {
    record.plain = false;
    const auto terminator = hidden_until(head);
    cursor += terminator.empty() ? 2 : 4;
    if (!terminator.empty()) {
      PIGNUS_ASSIGN(closed, pass(terminator, cursor, hold_end));
    }
  } else if (head.starts_with("<?")) {
    bool has_angle = false;
    PIGNUS_ASSIGN(closed, pass_instruction(head, cursor, hold_end, has_angle));
    if (has_angle) record.plain = false;
  } else if (closes) {
    PIGNUS_ASSIGN(closed, pass(">", cursor, hold_end));
    if (closed) return Outcome::kComplete;
  } else {
    ++cursor;
  }
  if (closed) return Outcome::kGoOn;
  cursor = window_.end();
  return Outcome::kTruncated;
}

Status RecordCutter::finish(CutRecord& record, Outcome outcome, std::uint64_t cursor) {
  record.number = ++count_;
  const Where where{.file = file_, .record = record.number, .field = ""};
  const std::string name = "<" + for_message(record.root) + ">";
  if (too_large(record, cursor)) {
    record.problem = Error{
        ErrorCode::kLimitExceeded,
        name + " is larger than " + std::to_string(limits_.record_bytes_max) + " bytes", where};
    return {};
  }
  PIGNUS_ASSIGN(record.text,
                window_.view(record.offset, static_cast<std::size_t>(cursor - record.offset)));
  if (outcome == Outcome::kTruncated) {
    record.problem = Error{
        ErrorCode::kInvalidInput,
        name + " at byte " + std::to_string(record.offset) + " has no end: it is truncated", where};
  } else if (!encoding_.empty()) {
    record.problem =
        Error{ErrorCode::kUnsupported,
              "the prolog declares the encoding " + for_message(encoding_) + "; only UTF-8 is read",
              Where{.file = file_, .record = record.number, .field = "encoding"}};
  }
  return {};
}

Result<std::optional<CutRecord>> RecordCutter::next() {
  if (cursor_ == 0) PIGNUS_TRY(refuse_wide_encodings());
  CutRecord record;
  PIGNUS_ASSIGN(const bool found, find_start(record));
  if (!found) {
    cursor_ = window_.end();
    return std::optional<CutRecord>();
  }
  PIGNUS_ASSIGN(Outcome outcome, read_start_tag(record, cursor_));
  while (outcome == Outcome::kGoOn) {
    PIGNUS_ASSIGN(outcome, step_in_record(record, cursor_));
  }
  PIGNUS_TRY(finish(record, outcome, cursor_));
  return std::optional<CutRecord>(std::move(record));
}

}  // namespace pignus::registers
