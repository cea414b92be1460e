/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-test-fax-view.h"

G_BEGIN_DECLS

#define FB_TYPE_TEST_FAX_DIALOG (fb_test_fax_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FbTestFaxDialog, fb_test_fax_dialog, FB, TEST_FAX_DIALOG, AdwWindow)

FbTestFaxDialog *fb_test_fax_dialog_new (GtkWindow *parent, FbTestFaxSender *sender);

G_END_DECLS
