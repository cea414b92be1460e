/* test-words.c
 *
 * Documo's words for direction and status, there and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-direction.h"
#include "fb-status.h"

static void
test_direction_words (void)
{
  g_assert_cmpint (fb_direction_from_string ("inbound"), ==, FB_DIRECTION_INBOUND);
  g_assert_cmpint (fb_direction_from_string ("Outbound"), ==, FB_DIRECTION_OUTBOUND);
  g_assert_cmpint (fb_direction_from_string ("sideways"), ==, FB_DIRECTION_UNKNOWN);
  g_assert_cmpint (fb_direction_from_string (""), ==, FB_DIRECTION_UNKNOWN);
  g_assert_cmpint (fb_direction_from_string (NULL), ==, FB_DIRECTION_UNKNOWN);

  g_assert_cmpstr (fb_direction_to_string (FB_DIRECTION_INBOUND), ==, "inbound");
  g_assert_cmpstr (fb_direction_to_string (FB_DIRECTION_OUTBOUND), ==, "outbound");
  g_assert_cmpstr (fb_direction_to_string (FB_DIRECTION_UNKNOWN), ==, "unknown");
}

static void
test_status_words (void)
{
  const struct
  {
    const char *word;
    FbStatus status;
    gboolean is_final;
  } cases[] = {
    { "scheduled", FB_STATUS_SCHEDULED, FALSE },
    { "processing", FB_STATUS_PROCESSING, FALSE },
    { "transmitting", FB_STATUS_TRANSMITTING, FALSE },
    { "success", FB_STATUS_SUCCESS, TRUE },
    { "failed", FB_STATUS_FAILED, TRUE },
    { "cancelled", FB_STATUS_CANCELLED, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (fb_status_from_string (cases[i].word), ==, cases[i].status);
      g_assert_cmpstr (fb_status_to_string (cases[i].status), ==, cases[i].word);
      g_assert_cmpint (fb_status_is_final (cases[i].status), ==, cases[i].is_final);
    }
  g_assert_cmpint (fb_status_from_string ("Success"), ==, FB_STATUS_SUCCESS);
  g_assert_cmpint (fb_status_from_string ("canceled"), ==, FB_STATUS_CANCELLED);
}

/* Nobody may post our own word for what we could not read. */
static void
test_status_words_of_nobody (void)
{
  const char *const words[] = { "unreadable", "other", "succes", "", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpint (fb_status_from_string (words[i]), ==, FB_STATUS_OTHER);
  g_assert_false (fb_status_is_final (FB_STATUS_OTHER));
  g_assert_false (fb_status_is_final (FB_STATUS_UNREADABLE));
}

/* The numbers are in databases. */
static void
test_numbers_are_kept (void)
{
  g_assert_cmpint (FB_DIRECTION_INBOUND, ==, 1);
  g_assert_cmpint (FB_DIRECTION_OUTBOUND, ==, 2);
  g_assert_cmpint (FB_STATUS_OTHER, ==, 0);
  g_assert_cmpint (FB_STATUS_SCHEDULED, ==, 1);
  g_assert_cmpint (FB_STATUS_PROCESSING, ==, 2);
  g_assert_cmpint (FB_STATUS_TRANSMITTING, ==, 3);
  g_assert_cmpint (FB_STATUS_SUCCESS, ==, 4);
  g_assert_cmpint (FB_STATUS_FAILED, ==, 5);
  g_assert_cmpint (FB_STATUS_CANCELLED, ==, 6);
  g_assert_cmpint (FB_STATUS_UNREADABLE, ==, 7);
}

/* A label that two of them share would hide one of them in a filter. */
static void
test_labels_differ (void)
{
  for (int direction = 0; direction < FB_N_DIRECTIONS; direction++)
    for (int i = 0; i < FB_N_STATUSES; i++)
      for (int j = 0; j < i; j++)
        g_assert_cmpstr (fb_status_get_label (i, direction), !=,
                         fb_status_get_label (j, direction));
  for (int i = 0; i < FB_N_DIRECTIONS; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (fb_direction_get_label (i), !=, fb_direction_get_label (j));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/words/direction", test_direction_words);
  g_test_add_func ("/fax/words/status", test_status_words);
  g_test_add_func ("/fax/words/status-of-nobody", test_status_words_of_nobody);
  g_test_add_func ("/fax/words/numbers-are-kept", test_numbers_are_kept);
  g_test_add_func ("/fax/words/labels-differ", test_labels_differ);
  return g_test_run ();
}
