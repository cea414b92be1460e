/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-test-fax-sender.h"

G_BEGIN_DECLS

#define FB_TYPE_TEST_FAX_VIEW (fb_test_fax_view_get_type ())
G_DECLARE_FINAL_TYPE (FbTestFaxView, fb_test_fax_view, FB, TEST_FAX_VIEW, AdwBin)

/* Property:
 *   result (FbTestFaxResult): what came of the last test; FB_TEST_FAX_NOT_SENT before the first
 *
 * Signal:
 *   opened: the fax was opened
 */

GtkWidget *fb_test_fax_view_new (FbTestFaxSender *sender);
void fb_test_fax_view_set_sender (FbTestFaxView *self, FbTestFaxSender *sender);
FbTestFaxResult fb_test_fax_view_get_result (FbTestFaxView *self);

G_END_DECLS
