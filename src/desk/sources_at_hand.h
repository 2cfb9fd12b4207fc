// Sources looked for again by their content, and read again as they were read when they were
// imported: for a rebuild of the store (store/rebuild.h).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/progress.h"
#include "core/result.h"
#include "registers/mapping/mapping.h"
#include "registers/read_file.h"
#include "store/rebuild.h"

namespace pignus::desk {

class SourcesAtHand {
 public:
  /// Files, folders of files and plain-format folders, as an import takes them. Mappings among them
  /// (*.toml) are tried for the sources that were read by one. `known`: the day that was given with
  /// such an import; its own day and none are tried too.
  [[nodiscard]] static Result<SourcesAtHand> under(const std::vector<std::filesystem::path>& paths,
                                                   std::optional<Date> known);

  /// kNotFound: no source here has that content and name; the message says under which name it is.
  [[nodiscard]] Status at_hand(const store::ImportSource& wanted);
  /// What at_hand() found.
  [[nodiscard]] Status read(const store::ImportSource& wanted, store::RebuiltSource& into,
                            const registers::ReadLimits& limits, const Progress& progress);

 private:
  struct Candidate {
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::optional<store::ImportSource> described;  ///< once it was hashed
  };
  struct Mapping {
    registers::Mapping mapping;
    std::string sha256;
  };
  /// How a wanted source is read.
  struct Found {
    const Candidate* candidate = nullptr;
    const Mapping* mapping = nullptr;
    std::optional<Date> known;
    store::ImportSource source;
  };

  Status add_mapping(const std::filesystem::path& path);
  [[nodiscard]] Result<std::optional<Found>> find(const store::ImportSource& wanted,
                                                  std::string& other_name);
  std::optional<Found> as_mapped(const Candidate& candidate,
                                 const store::ImportSource& wanted) const;

  std::vector<Candidate> candidates_;
  std::vector<Mapping> mappings_;
  std::optional<Date> known_;
  std::map<std::pair<std::string, std::string>, Found> found_;  ///< by name and content
};

}  // namespace pignus::desk
