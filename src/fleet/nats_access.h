// Where the NATS servers are and what they ask of us. What is secret here is never printed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::fleet {

struct NatsAccess {
  std::string urls;             ///< "nats://host:4222", several with commas between
  std::string tls_ca;           ///< PEM file; given, TLS is demanded
  std::string tls_certificate;  ///< PEM file of ours, with tls_key, where the server asks for one
  std::string tls_key;
  std::string credentials;  ///< a .creds file
  std::string user;
  std::string password;
  std::string token;
};

/// The name of one fleet on the servers: letters, digits, "-" and "_", at most 32.
bool is_fleet_name(std::string_view name);

/// The addresses as a message may show them: without user, password or token in them.
std::string shown_urls(std::string_view urls);

/// PIGNUS_NATS_USER, PIGNUS_NATS_PASSWORD and PIGNUS_NATS_TOKEN: they stand in no list of
/// processes, as flags would.
void take_secrets(NatsAccess& access,
                  const std::function<std::optional<std::string>(std::string_view)>& environment);

/// kInvalidInput: no address, a certificate without its key, a user without a password, or a file
/// that is not there (kNotFound).
[[nodiscard]] Status check_access(const NatsAccess& access);

}  // namespace pignus::fleet
