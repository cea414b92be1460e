/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-address-list.h"
#include "fb-certificate.h"
#include "fb-receiver.h"
#include "fb-server.h"

G_BEGIN_DECLS

struct _FbReceiver
{
  GObject parent_instance;

  FbStore *store;
  FbCredentials *credentials;
  FbReceiverLimits limits;
  FbAddressList *allowed;
  FbAddressList *proxies;
  FbCertificate *certificate;
  gboolean is_plain_confirmed;
  char *address;
  guint port;
  char *path;

  FbServer *server; /* while it isn't stopped */
  FbReceiverState state;
  GError *problem;
  guint bound_port;
  guint n_opened; /* tells the newest result of opening the listener from those before it */
  guint retry_id;
  GPtrArray *stopping; /* tasks that wait for the end */
};

void fb_receiver_apply_address (FbReceiver *self);

G_END_DECLS
