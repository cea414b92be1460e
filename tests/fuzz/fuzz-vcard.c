/* fuzz-vcard.c
 *
 * Any bytes as an address book. Whatever comes out is a number and a name that can be shown; each
 * number is there once, and what is written of them is read as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-number.h"
#include "fb-vcard-reader.h"
#include "fb-vcard-writer.h"
#include "fuzz.h"

static void
check_contact (const FbContact *contact)
{
  g_autofree char *number = fb_number_normalize (contact->number);

  g_assert_nonnull (number);
  g_assert_true (*contact->name != '\0' && g_utf8_validate (contact->name, -1, NULL));
  g_assert_true (g_utf8_strlen (contact->name, -1) <= FB_CONTACT_NAME_LENGTH);
  for (const char *c = contact->name; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
}

static void
check_again (GPtrArray *contacts)
{
  g_autoptr (GBytes) file = fb_vcard_write (contacts);
  g_autoptr (GPtrArray) again = fb_vcard_read (file, NULL, 0);

  g_assert_true (again->len == contacts->len);
  for (guint i = 0; i < contacts->len; i++)
    {
      const FbContact *before = g_ptr_array_index (contacts, i);
      const FbContact *after = g_ptr_array_index (again, i);
      g_assert_true (g_str_equal (before->number, after->number));
      g_assert_true (g_str_equal (before->name, after->name));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GPtrArray) contacts = fb_vcard_read (file, NULL, 0);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < contacts->len; i++)
    {
      FbContact *contact = g_ptr_array_index (contacts, i);
      check_contact (contact);
      g_assert_true (g_hash_table_add (numbers, contact->number));
    }
  check_again (contacts);
  return 0;
}
