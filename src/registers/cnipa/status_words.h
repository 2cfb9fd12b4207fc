// The words of CNIPA's legal status and the code that the gazette gives the same event.
//
// Source: words and codes of the gazette's sections (cnipa/gazette_record_templates.txt of the
// shared data) and the INPADOC code table, whose English says the same; words of before 2017 are
// mapped to the code of today.
#pragma once

#include <string>
#include <string_view>

namespace pignus::registers {

/// "PE01" of "专利权质押合同登记的生效", "CF01" of "未缴年费专利权终止"; "" for a word that is not
/// known. `text` may hold more than the word: the longest word found in it decides.
std::string_view status_code(std::string_view text);

/// A change of the transfer of an application or a patent, where one word is used for both:
/// `changed_item` ("专利权人", "申请人") decides.
std::string_view transfer_code(std::string_view changed_item);

/// The word of a code of the gazette; "" for one that is not known.
std::string_view status_word(std::string_view code);

/// Codes of pledges and licences, of which no real record was at hand.
bool is_untested_code(std::string_view code);

}  // namespace pignus::registers
