/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-do-not-disturb.h"
#include "fb-outside-watch.h"
#include "fb-receiver.h"
#include "fb-test-fax-result.h"

G_BEGIN_DECLS

/**
 * FbTestFaxBell:
 * @FB_TEST_FAX_RINGS: a notification is shown
 * @FB_TEST_FAX_UNDISTURBED: none is, while Do Not Disturb is on
 * @FB_TEST_FAX_SILENT: none is, as the settings want none of received faxes
 *
 * Whether a received fax rings.
 */
typedef enum
{
  FB_TEST_FAX_RINGS,
  FB_TEST_FAX_UNDISTURBED,
  FB_TEST_FAX_SILENT,
} FbTestFaxBell;

#define FB_TYPE_TEST_FAX_SENDER (fb_test_fax_sender_get_type ())
G_DECLARE_FINAL_TYPE (FbTestFaxSender, fb_test_fax_sender, FB, TEST_FAX_SENDER, GObject)

FbTestFaxSender *fb_test_fax_sender_new (FbReceiver *receiver,
                                         FbOutsideWatch *outside_watch,
                                         FbDoNotDisturb *do_not_disturb,
                                         GSettings *settings);
char *fb_test_fax_sender_dup_address (FbTestFaxSender *self);
FbTestFaxBell fb_test_fax_sender_get_bell (FbTestFaxSender *self);
void fb_test_fax_sender_send_async (FbTestFaxSender *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
FbTestFaxResult fb_test_fax_sender_send_finish (FbTestFaxSender *self,
                                                GAsyncResult *result,
                                                char **message_id,
                                                GError **error);

G_END_DECLS
