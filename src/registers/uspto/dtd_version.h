// Which version of its DTD a document of the USPTO says it follows. Internal to its readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registers/batch.h"

namespace pignus::registers {

/// "v4.5" of "v4.5 2014-04-03", "v40 2004-12-02", "us-patent-grant-v45-2014-04-03.dtd", "2.5",
/// "pap-v15-2001-01-31.dtd", "ST32-US-Grant-025xml.dtd"; "" where it names none.
std::string dtd_version(std::string_view text);
/// The same of a file's first DOCTYPE, from its first bytes.
std::string doctype_version(std::string_view head);
/// Of a start tag's attribute ("dtd-version", "DTD").
std::string attribute_version(std::string_view record, std::string_view attribute);

/// Tells of a version that is not among the known, once a file.
class VersionWatch {
 public:
  /// `known` from the first to the last, "v4.0" to "v4.7"; `text` names them for people.
  VersionWatch(std::string_view first, std::string_view last, std::string_view text)
      : first_(first), last_(last), text_(text) {}
  /// False: the sink wants no more.
  bool see(const std::string& version, std::string_view file, const FactSink& sink);

 private:
  std::string_view first_;
  std::string_view last_;
  std::string_view text_;
  bool told_ = false;
};

}  // namespace pignus::registers
