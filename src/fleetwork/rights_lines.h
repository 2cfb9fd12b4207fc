// Lines that travel with the facts of rights among them:
//   {"right":{"asked":…,"id":…}}          for each right, followed by its facts
//   (store/fact_lines.h)
//   {"end":{"rights":…}}                  counts them
// A case, a market and plain rights are such lines; what else each holds, its own reader takes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/file.h"
#include "core/json.h"
#include "core/object_reader.h"
#include "disclosure/compare.h"
#include "fleet/shard_result.h"
#include "fleetwork/lines.h"
#include "registers/batch.h"

namespace pignus::fleetwork {

/// Writes the facts, in the order of the rights' keys.
[[nodiscard]] Status write_rights(const disclosure::FactsByRight& facts,
                                  const fleet::ResultSink& sink);

/// Reads them, line by line.
class RightsReader {
 public:
  /// `file` names the lines in errors.
  RightsReader(std::string file, const LineFormat& format);
  virtual ~RightsReader() = default;
  RightsReader(const RightsReader&) = delete;
  RightsReader& operator=(const RightsReader&) = delete;

  /// As FramedLines::write() and end().
  [[nodiscard]] Status write(std::string_view piece) { return lines_.write(piece); }
  [[nodiscard]] Status finish() const { return lines_.end(); }
  /// After finish().
  disclosure::FactsByRight& rights() { return rights_; }

 protected:
  /// The second line, where the format has one of its own; false: it has not.
  virtual Result<bool> take_head(const Json& line, const Where& where);
  /// A fact of no right, moved from where the format holds such; false: it does not.
  virtual bool take_other(registers::Fact& fact);
  /// What the end counts beside rights.
  virtual void check_end(ObjectReader& end);

 private:
  Status take(const Json& line, const Where& where);
  Status take_right(const Json& line, const Where& where);
  Status take_fact(const Json& line, const Where& where);
  Status take_end(const Json& line, const Where& where);
  void close_right();

  FramedLines lines_;
  disclosure::FactsByRight rights_;
  registers::RightFacts* right_ = nullptr;  ///< whose facts come
};

/// What `Reader`, a RightsReader with a taken(), makes of a text or of a file's content.
template <typename Reader>
auto parse_by(std::string_view text, const std::string& file) -> decltype(Reader(file).taken()) {
  Reader reader(file);
  PIGNUS_TRY(reader.write(text));
  PIGNUS_TRY(reader.finish());
  return reader.taken();
}
template <typename Reader>
auto read_by(const std::filesystem::path& path, const std::string& what)
    -> decltype(Reader(what).taken()) {
  Reader reader(what);
  PIGNUS_TRY(
      for_each_piece(path, [&reader](std::string_view piece) { return reader.write(piece); }));
  PIGNUS_TRY(reader.finish());
  return reader.taken();
}

}  // namespace pignus::fleetwork
