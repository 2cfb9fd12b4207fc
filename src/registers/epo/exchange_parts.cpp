#include "registers/epo/exchange_parts.h"

namespace pignus::registers {

void ExchangeParts::clear() {
  country = number = kind = published = family_id = status = exchanged = {};
  publications.clear();
  applications.clear();
  priorities.clear();
  applicants.clear();
  inventors.clear();
  titles.clear();
  classes.clear();
  citations.clear();
  availability.clear();
  designated.clear();
  extended.clear();
  family.clear();
  related.clear();
  made.clear();
}

}  // namespace pignus::registers
