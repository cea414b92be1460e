/* fb-test-fax-sender.c
 *
 * A fax to oneself, by the way that the settings say: the public address, where there is one. A
 * test that has come by it also tells what watches that address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax-sender.h"

#include "fb-test-fax-document.h"
#include "fb-test-fax.h"
#include "fb-webhook-address.h"

#define NOTIFY_KEY "notify-received"

struct _FbTestFaxSender
{
  GObject parent_instance;

  FbTestFax *test;
  FbOutsideWatch *outside_watch;
  FbDoNotDisturb *do_not_disturb;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbTestFaxSender, fb_test_fax_sender, G_TYPE_OBJECT)

/* What the callback gets; and before that, data of the task. */
typedef struct
{
  char *address; /* nullable */
  FbTestFaxResult result;
  char *message_id; /* nullable */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_free (sending->address);
  g_free (sending->message_id);
  g_free (sending);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbTestFaxSender *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;

  sending->result =
    fb_test_fax_send_finish (FB_TEST_FAX (source), result, &sending->message_id, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (sending->address != NULL && fb_test_fax_result_came_here (sending->result))
    fb_outside_watch_note_reached (self->outside_watch, sending->address);
  g_task_return_boolean (task, TRUE);
}

/* GObject */

static void
fb_test_fax_sender_dispose (GObject *object)
{
  FbTestFaxSender *self = FB_TEST_FAX_SENDER (object);

  g_clear_object (&self->test);
  g_clear_object (&self->outside_watch);
  g_clear_object (&self->do_not_disturb);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_test_fax_sender_parent_class)->dispose (object);
}

static void
fb_test_fax_sender_class_init (FbTestFaxSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_test_fax_sender_dispose;
}

static void
fb_test_fax_sender_init (FbTestFaxSender *self)
{
}

/**
 * fb_test_fax_sender_new:
 * @receiver: has to receive it
 * @outside_watch: watches the public address
 * @do_not_disturb: while it is active, nothing rings
 * @settings: the application's
 *
 * For the main thread.
 *
 * Returns: (transfer full): what sends faxes to oneself
 */
FbTestFaxSender *
fb_test_fax_sender_new (FbReceiver *receiver,
                        FbOutsideWatch *outside_watch,
                        FbDoNotDisturb *do_not_disturb,
                        GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (outside_watch), NULL);
  g_return_val_if_fail (FB_IS_DO_NOT_DISTURB (do_not_disturb), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbTestFaxSender *self = g_object_new (FB_TYPE_TEST_FAX_SENDER, NULL);

  self->test = fb_test_fax_new (receiver);
  self->outside_watch = g_object_ref (outside_watch);
  self->do_not_disturb = g_object_ref (do_not_disturb);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * fb_test_fax_sender_dup_address:
 * @self: what sends
 *
 * Returns: (transfer full) (nullable): the public address that a test goes to; %NULL if none is
 *   set, and only this computer is tested
 */
char *
fb_test_fax_sender_dup_address (FbTestFaxSender *self)
{
  g_return_val_if_fail (FB_IS_TEST_FAX_SENDER (self), NULL);

  return fb_public_address_dup (self->settings);
}

/**
 * fb_test_fax_sender_get_bell:
 * @self: what sends
 *
 * Returns: whether a received fax rings now
 */
FbTestFaxBell
fb_test_fax_sender_get_bell (FbTestFaxSender *self)
{
  g_return_val_if_fail (FB_IS_TEST_FAX_SENDER (self), FB_TEST_FAX_SILENT);

  if (!g_settings_get_boolean (self->settings, NOTIFY_KEY))
    return FB_TEST_FAX_SILENT;
  return fb_do_not_disturb_is_active (self->do_not_disturb) ? FB_TEST_FAX_UNDISTURBED
                                                            : FB_TEST_FAX_RINGS;
}

/**
 * fb_test_fax_sender_send_async:
 * @self: what sends
 * @cancellable: (nullable): ends it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Sends a fax to oneself.
 */
void
fb_test_fax_sender_send_async (FbTestFaxSender *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (FB_IS_TEST_FAX_SENDER (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);
  g_autoptr (GBytes) document = fb_test_fax_document_make ();

  sending->address = fb_test_fax_sender_dup_address (self);
  g_task_set_source_tag (task, fb_test_fax_sender_send_async);
  g_task_set_task_data (task, sending, sending_free);
  fb_test_fax_send_async (self->test, sending->address,
                          fb_outside_watch_was_reached (self->outside_watch), document, cancellable,
                          on_sent, task);
}

/**
 * fb_test_fax_sender_send_finish:
 * @self: what sends
 * @result: what the callback was given
 * @message_id: (out) (nullable) (transfer full): names the fax, if it is here
 * @error: (optional): %G_IO_ERROR_CANCELLED; it may have come here all the same
 *
 * Returns: what came of it; %FB_TEST_FAX_NOT_SENT with @error
 */
FbTestFaxResult
fb_test_fax_sender_send_finish (FbTestFaxSender *self,
                                GAsyncResult *result,
                                char **message_id,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FB_TEST_FAX_NOT_SENT);

  Sending *sending = g_task_get_task_data (G_TASK (result));

  *message_id = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FB_TEST_FAX_NOT_SENT;
  *message_id = g_steal_pointer (&sending->message_id);
  return sending->result;
}
