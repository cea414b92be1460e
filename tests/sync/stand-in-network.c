/* stand-in-network.c
 *
 * A network monitor that says what a test wants: this machine's network can't be given a portal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "stand-in-network.h"

struct _StandInNetwork
{
  GObject parent_instance;

  GNetworkConnectivity connectivity;
};

static void
init_interface (GNetworkMonitorInterface *interface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StandInNetwork,
                               stand_in_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, NULL)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, init_interface))

enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
};

static void
stand_in_network_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_CONNECTIVITY)
    g_value_set_enum (value, (int) STAND_IN_NETWORK (object)->connectivity);
  else
    g_value_set_boolean (value, property_id == PROP_NETWORK_AVAILABLE);
}

static void
stand_in_network_class_init (StandInNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stand_in_network_get_property;
  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
stand_in_network_init (StandInNetwork *self)
{
}

StandInNetwork *
stand_in_network_new (GNetworkConnectivity connectivity)
{
  StandInNetwork *self = g_object_new (STAND_IN_TYPE_NETWORK, NULL);

  self->connectivity = connectivity;
  return self;
}
