/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-api-key.h"
#include "fb-view-pane.h"
#include "fb-webhook-setup.h"
#include "fb-window.h"
#include "store-fixture.h"

G_BEGIN_DECLS

/**
 * WindowFixture:
 * @store: an open store in a folder of its own
 * @credentials_file: where they are kept
 * @credentials: set, unless the test's data says otherwise
 * @api_key: for nobody's account
 * @document_sync: not started
 * @webhook_setup: which nobody has asked
 * @receiver: not started
 * @settings: in memory
 * @window: presented
 *
 * A window with everything behind it real.
 */
typedef struct
{
  StoreFixture store;
  char *credentials_file;
  FbCredentials *credentials;
  FbApiKey *api_key;
  FbDocumentSync *document_sync;
  FbWebhookSetup *webhook_setup;
  FbRenderLauncher *render_launcher;
  FbReceiver *receiver;
  GSettings *settings;
  FbWindow *window;
} WindowFixture;

void window_fixture_set_up (WindowFixture *fixture, gconstpointer data);
void window_fixture_tear_down (WindowFixture *fixture, gconstpointer data);

void window_fixture_renew_window (WindowFixture *fixture);
void window_fixture_init (int *argc, char ***argv);
void window_fixture_keep (WindowFixture *fixture,
                          const char *message_id,
                          FbDirection direction,
                          FbStatus status);
char *window_fixture_dup_user (WindowFixture *fixture);
const char *window_fixture_get_page (WindowFixture *fixture);
FbViewPane *window_fixture_get_views (WindowFixture *fixture);
void window_fixture_wait_for_page (WindowFixture *fixture, const char *page);
void window_fixture_wait_for_text (GtkWidget *widget, const char *text);

GtkWidget *find_widget (GtkWidget *root, GType type);
void find_widgets (GtkWidget *root, GType type, GPtrArray *found);
GtkWidget *find_text (GtkWidget *root, const char *text);
GtkWidget *find_entry (GtkWidget *root, const char *title);
GtkWidget *find_toplevel (GType type);

/* What the test's data says. */
#define WITHOUT_CREDENTIALS GINT_TO_POINTER (1)
#define NARROW              GINT_TO_POINTER (2)
#define LOOSE_CREDENTIALS   GINT_TO_POINTER (3)
#define WITH_DETAILS        GINT_TO_POINTER (4)

#define WINDOW_TEST(path, data, function)                                                          \
  g_test_add (path, WindowFixture, data, window_fixture_set_up, function, window_fixture_tear_down)

/* The test's time limit is that of the whole test. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
