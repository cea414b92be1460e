/* front-desk.c
 *
 * A day's faxes at a front desk, as Documo tells of them: forty that came in, ten that were sent,
 * two of which failed and three are under way, and one delivery that can't be read. With what real
 * ones have: names and subjects that are long, numbers that are short, foreign or unknown, pages
 * and documents that are missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "front-desk.h"

#include <string.h>

#include "fb-event-reader.h"

#define N_RECEIVED 40
#define N_READ     24

typedef struct
{
  const char *number;
  const char *name;
} Sender;

typedef struct
{
  const char *number;
  const char *name;
  const char *subject;
  const char *const *statuses; /* the events, from first to last */
  const char *failure;
  int pages;
  int pages_complete;
} Sent;

typedef struct
{
  const char *message_id;
  const char *direction;
  const char *status;
  const char *number;
  const char *name;
  const char *subject;
  const char *failure;
  int pages;
  int pages_complete;
  int minutes_ago;
} Fax;

static const Sender senders[] = {
  { "+17025550108", FRONT_DESK_NEWEST_SENDER },
  { "+17025550134", "Rosewood Pharmacy" },
  { "+14155550142", "LAKESIDE RADIOLOGY" },
  { "+17025550175", "Harbor Insurance" },
  { "", "" },
  { "+13105550199", "CITY COURT 4" },
  { "702422",
    "St. Bartholomew’s University Hospital, Department of Cardiology and Vascular Medicine" },
  { "+493012345678", "Praxis Dr. Müller-Lüdenscheidt" },
  { "+17255550117", "Northside Clinic" },
  { "anonymous", "" },
  { "+12125550163", "Miller & Sons LLP" },
  { "+442079460958", "<Unknown>" },
  { "+17025550121", "" },
};

static const char *const delivered[] = { "scheduled", "processing", "transmitting", "success",
                                         NULL };
static const char *const failed[] = { "scheduled", "processing", "transmitting", "failed", NULL };
static const char *const transmitting[] = { "scheduled", "processing", "transmitting", NULL };
static const char *const processing[] = { "scheduled", "processing", NULL };
static const char *const scheduled[] = { "scheduled", NULL };

static const Sent sent[] = {
  { "+17025550121", "Northside Clinic", "Lab results", scheduled, "", 1, 0 },
  { "+12125550163", "Miller & Sons LLP", "Deposition", transmitting, "", 6, 0 },
  { "+17025550116", "County Clerk", "Motion", failed, "No answer after 3 attempts", 12, 4 },
  { "+17025550187", "Dr. Amelia Hart", "Referral", delivered, "", 3, 3 },
  { "+14155550142", "Lakeside Radiology", "", delivered, "", 1, 1 },
  { "+13105550104", "Department of Motor Vehicles, Records",
    "Request for the driving record of 14 May", delivered, "", 2, 2 },
  { "+17025550175", "Harbor Insurance", "Prior authorization, second request, with records", failed,
    "The line was busy", 24, 0 },
  { "+442079460958", "", "", delivered, "", 5, 5 },
  { "+17025550134", "Rosewood Pharmacy", "Refill", processing, "", 1, 0 },
  { "+17255550190", "Desert Springs Imaging", "Order", delivered, "", 2, 2 },
};

static FbEvent *
make_event (const Fax *fax)
{
  gboolean is_inbound = g_str_equal (fax->direction, "inbound");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) created = g_date_time_add_minutes (now, -fax->minutes_ago);
  g_autofree char *time = g_date_time_format (created, "%Y-%m-%dT%H:%M:%S.000Z");
  g_autofree char *json = g_strdup_printf (
    "{\"messageId\":\"%s\",\"direction\":\"%s\",\"status\":\"%s\",\"faxNumber\":\"%s\","
    "\"faxCallerId\":\"%s\",\"faxCsid\":\"%s\",\"recipientName\":\"%s\",\"subject\":\"%s\","
    "\"pagesCount\":%d,\"pagesComplete\":%d,\"createdAt\":\"%s\",\"errorInfo\":\"%s\"}",
    fax->message_id, fax->direction, fax->status, is_inbound ? "+18332394039" : fax->number,
    is_inbound ? fax->number : "+18332394039", is_inbound ? fax->name : "Front desk",
    is_inbound ? "" : fax->name, fax->subject, fax->pages, fax->pages_complete, time, fax->failure);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&json), strlen (json));

  return fb_event_read (bytes, NULL);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_missing = user_data;
  g_autoptr (GError) error = NULL;

  fb_store_keep_finish (FB_STORE (source), result, NULL, &error);
  g_assert_no_error (error);
  (*n_missing)--;
}

/* All at once, as the store flushes them at once. */
static void
keep (StoreFixture *fixture, const Fax *fax, gboolean has_document, guint *n_missing)
{
  g_autoptr (FbEvent) event = make_event (fax);
  g_autofree char *content = g_strdup_printf ("%%PDF-1.4\n%s", fax->message_id);
  GPtrArray *documents = NULL;

  g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
  if (has_document)
    {
      documents = g_ptr_array_new ();
      g_ptr_array_add (documents, store_fixture_make_document (fixture, content));
    }
  (*n_missing)++;
  fb_store_keep_async (fixture->store, event, documents, NULL, on_kept, n_missing);
}

/* The newest a minute ago, the oldest some eight hours before; of every ninth only a part came. */
static void
keep_received (StoreFixture *fixture, guint *n_missing)
{
  for (int i = 0; i < N_RECEIVED; i++)
    {
      const Sender *sender = &senders[(guint) i % G_N_ELEMENTS (senders)];
      g_autofree char *message_id = g_strdup_printf ("in-%d", i);
      int pages = 1 + i * 7 % 5;
      Fax fax = { .message_id = message_id,
                  .direction = "inbound",
                  .status = "success",
                  .number = sender->number,
                  .name = sender->name,
                  .subject = "",
                  .failure = "",
                  .pages = i % 9 == 5 ? 12 : pages,
                  .pages_complete = i % 9 == 5 ? 9 : pages,
                  .minutes_ago = 1 + i * 12 };
      keep (fixture, &fax, i % 8 != 3, n_missing);
    }
}

static void
keep_sent (StoreFixture *fixture, guint *n_missing)
{
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    for (guint j = 0; sent[i].statuses[j] != NULL; j++)
      {
        gboolean is_last = sent[i].statuses[j + 1] == NULL;
        g_autofree char *message_id = g_strdup_printf ("out-%u", i);
        Fax fax = { .message_id = message_id,
                    .direction = "outbound",
                    .status = sent[i].statuses[j],
                    .number = sent[i].number,
                    .name = sent[i].name,
                    .subject = sent[i].subject,
                    .failure = is_last ? sent[i].failure : "",
                    .pages = sent[i].pages,
                    .pages_complete = is_last ? sent[i].pages_complete : 0,
                    .minutes_ago = 10 + (int) i * 45 };
        keep (fixture, &fax, is_last && j > 2, n_missing);
      }
}

static void
keep_unreadable (StoreFixture *fixture)
{
  static const char json[] = "{\"status\":\"success\",\"pagesCount\":2}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  FbEvent *event = fb_event_read (bytes, NULL);

  g_assert_cmpint (event->kind, ==, FB_EVENT_UNREADABLE);
  store_fixture_keep_ok (fixture, event, json);
}

/* The older half of them, as somebody who works from the bottom up has left them. */
static void
mark_read (StoreFixture *fixture)
{
  for (int i = N_RECEIVED - N_READ; i < N_RECEIVED; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("in-%d", i);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
      store_fixture_mark (fixture, fb_fax_get_id (fax), TRUE);
    }
}

/**
 * front_desk_keep_day:
 * @fixture: an open store
 *
 * Keeps the faxes, and marks as read those that somebody has read by now.
 */
void
front_desk_keep_day (StoreFixture *fixture)
{
  guint n_missing = 0;

  /* Events are read again for the history. */
  fb_store_set_event_reader (fixture->store, fb_event_read);
  keep_received (fixture, &n_missing);
  keep_sent (fixture, &n_missing);
  while (n_missing > 0)
    g_main_context_iteration (NULL, TRUE);
  keep_unreadable (fixture);
  mark_read (fixture);
}
