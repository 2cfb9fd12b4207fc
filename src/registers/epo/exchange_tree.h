// An exchange document's parts out of a parsed tree: for OPS answers, which hold such documents
// among other things, and as the oracle of the scan's tests.
#pragma once

#include <pugixml.hpp>

#include "registers/epo/exchange_parts.h"

namespace pignus::registers {

/// `document`: the <exchange-document> element of a tree loaded with kRawXml. `parts` is cleared,
/// and then holds views into the tree.
void exchange_parts_of(pugi::xml_node document, ExchangeParts& parts);

/// One <document-id>; `format` where the element itself does not tell.
ExchangeNumber exchange_number_of(pugi::xml_node document_id, std::string_view format,
                                  ExchangeParts& parts);

}  // namespace pignus::registers
