// What a recording does, out of the office's free text: filers type it, so it is misspelt,
// abbreviated and mixed with names. The method is ours (a vocabulary with bounded edit distance and
// ordered rules); the truth it is measured against is tests/files/conveyance_truth.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registers/recording.h"

namespace pignus::registers {

struct ConveyanceReading {
  ConveyanceClass conveyance_class = ConveyanceClass::kUnknown;
  /// What a correction confirms ("ASSIGNOR(S) HEREBY CONFIRMS THE SECURITY INTEREST"); for any
  /// other class the same as conveyance_class. kUnknown where a correction does not say.
  ConveyanceClass underlying = ConveyanceClass::kUnknown;
  std::vector<std::string> cited;  ///< recordings named in the text, "049342/0819", in order
  std::string corrects;            ///< the recording a correction says it corrects, or ""
  std::string releases;            ///< the first recording a release names, or ""
};

/// Reads a conveyance text. The parties decide where the text alone misleads: a name with
/// "SECURITY" in it is no security interest, a conversion between two forms of one firm is a change
/// of name, an "assignment" to somebody "AS COLLATERAL AGENT" is security. At most 4,000 bytes are
/// read.
ConveyanceReading read_conveyance(std::string_view text, const std::vector<std::string>& grantors,
                                  const std::vector<std::string>& grantees);

/// Reads recording.conveyance and its parties, and fills its class, `corrects` and `releases`.
void classify(Recording& recording);

/// Recordings named in a text by reel and frame, in the form "049342/0819", in order, each once.
std::vector<std::string> cited_recordings(std::string_view text);

/// "049342/0819" from reel and frame; "" unless they are one to six and one to four digits, and the
/// reel is not zero.
std::string recording_id(std::string_view reel, std::string_view frame);

std::vector<std::string> party_names(const std::vector<RecordedParty>& parties);

}  // namespace pignus::registers
