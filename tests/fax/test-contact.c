/* Names of numbers: whatever is given, a contact has a number and a name that can be shown. */

#include "config.h"

#include "fb-contact.h"

#include <string.h>

static void
check (const char *number, const char *name, const char *expected_number, const char *expected_name)
{
  g_autoptr (FbContact) contact = fb_contact_new (number, name, "Ada", 5);

  g_assert_nonnull (contact);
  g_assert_cmpstr (contact->number, ==, expected_number);
  g_assert_cmpstr (contact->name, ==, expected_name);
  g_assert_cmpstr (contact->who, ==, "Ada");
  g_assert_cmpint (contact->named_at, ==, 5);
}

static void
test_clean (void)
{
  check ("+1 (702) 555-0123", "Northside Pharmacy", "7025550123", "Northside Pharmacy");
  check ("7025550123", "  Northside\r\nPharmacy \n", "7025550123", "Northside  Pharmacy");
  check ("7025550123",
         "\xe2\x80\xae"
         "fdp\xff",
         "7025550123", "fdp\xef\xbf\xbd");
  check ("7025550123", " \n\t", "7025550123", NULL);
  check ("7025550123", "", "7025550123", NULL);
  check ("7025550123", NULL, "7025550123", NULL);
}

static void
test_long (void)
{
  g_autofree char *name = g_strnfill (FB_CONTACT_NAME_LENGTH + 1, 'x');
  g_autoptr (FbContact) contact = fb_contact_new ("7025550123", name, name, 0);

  g_assert_cmpuint (strlen (contact->name), ==, FB_CONTACT_NAME_LENGTH);
  g_assert_cmpuint (strlen (contact->who), ==, FB_CONTACT_NAME_LENGTH);
}

static void
test_no_number (void)
{
  g_assert_null (fb_contact_new (NULL, "Nobody", NULL, 0));
  g_assert_null (fb_contact_new ("", "Nobody", NULL, 0));
  g_assert_null (fb_contact_new ("12", "Nobody", NULL, 0));
  g_assert_null (fb_contact_new ("a pharmacy", "Nobody", NULL, 0));
  g_assert_null (fb_contact_new ("12345678901234567890123456789012", "Nobody", NULL, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/contact/clean", test_clean);
  g_test_add_func ("/fax/contact/long", test_long);
  g_test_add_func ("/fax/contact/no-number", test_no_number);
  return g_test_run ();
}
