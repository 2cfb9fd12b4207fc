#include "cli/fetch_service.h"

#include "connect/odp.h"
#include "connect/ops.h"

namespace pignus::cli {

Result<std::unique_ptr<connect::Service>> fetch_service(const Session& session,
                                                        const std::string& name) {
  const std::string base = session.arguments.value("base-url").value_or("");
  if (name == "ops") {
    return connect::make_ops({secret_from(session.world, "PIGNUS_OPS_KEY").reveal(),
                              secret_from(session.world, "PIGNUS_OPS_SECRET").reveal()},
                             base.empty() ? std::string(connect::kOpsBaseUrl) : base);
  }
  if (name == "odp") {
    return connect::make_odp(secret_from(session.world, "PIGNUS_ODP_KEY").reveal(),
                             base.empty() ? std::string(connect::kOdpBaseUrl) : base);
  }
  return fail(ErrorCode::kInvalidInput, session.format.say("cli.fetch.no_service", {name}));
}

}  // namespace pignus::cli
