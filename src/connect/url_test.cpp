#include "connect/url.h"

#include <gtest/gtest.h>

namespace pignus::connect {
namespace {

TEST(Url, OnlyHttpsOrThisMachineItself) {
  for (const char* url : {"https://ops.epo.org/3.2", "http://127.0.0.1:8080", "http://[::1]:1/x",
                          "http://localhost", "HTTP://LocalHost:9/"}) {
    EXPECT_TRUE(check_allowed(url)) << url;
  }
  for (const char* url :
       {"http://ops.epo.org", "http://127.0.0.1.example.org", "http://localhost.example.org/",
        "ftp://127.0.0.1", "file:///etc/passwd", "https://", "", "ops.epo.org",
        "https://user:word@ops.epo.org", "https://ops epo.org", "https://ops.epo.org/\n",
        "http://127.0.0.1@example.org/"}) {
    EXPECT_FALSE(check_allowed(url)) << url;
  }
}

TEST(Url, RedirectsStayWhereTheyAre) {
  EXPECT_EQ(*redirected("https://a.org/x", "/y?z=1"), "https://a.org/y?z=1");
  EXPECT_EQ(*redirected("https://a.org/x", "https://A.org/y"), "https://A.org/y");
  for (const char* to : {"http://a.org/y", "https://b.org/y", "//b.org/y", "https://a.org:444/y",
                         "y", "", "javascript:alert(1)"}) {
    EXPECT_FALSE(redirected("https://a.org/x", to)) << to;
  }
}

TEST(Url, SegmentsAreEncoded) {
  EXPECT_EQ(path_segment("EP.1000000.B1"), "EP.1000000.B1");
  EXPECT_EQ(path_segment("a/b?c #\xc3\xa9"), "a%2Fb%3Fc%20%23%C3%A9");
}

}  // namespace
}  // namespace pignus::connect
