#include "registers/type_of_key.h"

namespace pignus::registers {

RightType type_of_key(const RightId& id) {
  switch (id.value.size() > 3 ? id.value[3] : '\0') {
    case 'P':
    case 'A':
      return RightType::kInvention;
    case 'U':
      return RightType::kUtilityModel;
    case 'D':
      return RightType::kDesign;
    case 'V':
      return RightType::kPlant;
    case 'R':
      return RightType::kReissue;
    case 'H':
      return RightType::kStatutoryInvention;
    case 'T':
      return RightType::kTrademark;
    default:
      return RightType::kUnknown;
  }
}

}  // namespace pignus::registers
