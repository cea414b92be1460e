/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-receiver.h"

G_BEGIN_DECLS

#define FB_TYPE_SECURITY_GROUP (fb_security_group_get_type ())
G_DECLARE_FINAL_TYPE (FbSecurityGroup, fb_security_group, FB, SECURITY_GROUP, AdwPreferencesGroup)

void fb_security_group_bind (FbSecurityGroup *self, FbReceiver *receiver, GSettings *settings);
void fb_security_group_unbind (FbSecurityGroup *self);

G_END_DECLS
